// The rows of the TRANSACTION state (RFC 1939 §5, §7).
#include <fmt/format.h>

#include "pop3/pop3_server_rules.h"

namespace mailtown::pop3::server {

namespace {

using Message = Transaction::Message;

const std::vector<Message>& messages_of(const Facts& facts) {
  return std::get<Transaction>(facts.state).messages;
}

Message& message_of(Facts& facts, MessageNumber number) {
  return std::get<Transaction>(facts.state).messages[number - 1];
}

// A message marked as deleted is not there any more for this session (RFC 1939 §5, DELE).
Verdict check_number(const Facts& facts, MessageNumber number) {
  const auto& messages = messages_of(facts);
  if (number > messages.size()) {
    return Reply::no("", fmt::format("there is no message {}, only {} in the maildrop", number,
                                     messages.size()));
  }
  if (messages[number - 1].removed) {
    return Reply::no("", fmt::format("message {} is deleted", number));
  }
  return Proceed{};
}

Verdict check_numbered(const Facts& facts, std::optional<MessageNumber> number) {
  return number ? check_number(facts, *number) : Proceed{};
}

Verdict check_wanted(const Facts& facts, MessageNumber number) {
  const Verdict verdict = check_number(facts, number);
  if (!std::holds_alternative<Proceed>(verdict)) return verdict;
  return Question(MessageWanted{number});
}

Transition stay(Facts& facts, Reply reply) {
  return {std::move(reply), std::move(facts.state), Send{}};
}

// The reply to LIST and UIDL: one line, or one for each message that is still there.
template <class Show>
Transition list(Facts& facts, std::optional<MessageNumber> number, std::string title, Show show) {
  const auto& messages = messages_of(facts);
  const auto line = [&](std::size_t i) { return fmt::format("{} {}", i + 1, show(messages[i])); };
  if (number) return stay(facts, Reply::yes(line(*number - 1)));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (!messages[i].removed) lines.push_back(line(i));
  }
  return stay(facts, Reply::yes(std::move(title), std::move(lines)));
}

std::uint64_t bytes_in(const Message& message) {
  return message.bytes;
}
const std::string& uid_of(const Message& message) {
  return message.uid;
}

}  // namespace

// RFC 1939 §5: the count and the size of what is not marked as deleted.
Transition apply_stat(Facts& facts, const Stat&, const Answer&) {
  std::size_t count = 0;
  std::uint64_t bytes = 0;
  for (const Message& message : messages_of(facts)) {
    if (message.removed) continue;
    ++count;
    bytes += message.bytes;
  }
  return stay(facts, Reply::yes(fmt::format("{} {}", count, bytes)));
}

Verdict check_list(const Facts& facts, const List& list) {
  return check_numbered(facts, list.number);
}

Transition apply_list(Facts& facts, const List& command, const Answer&) {
  return list(facts, command.number, "messages and their sizes", bytes_in);
}

Verdict check_uidl(const Facts& facts, const Uidl& uidl) {
  return check_numbered(facts, uidl.number);
}

Transition apply_uidl(Facts& facts, const Uidl& command, const Answer&) {
  return list(facts, command.number, "messages and their unique names", uid_of);
}

Verdict check_retr(const Facts& facts, const Retr& retr) {
  return check_wanted(facts, retr.number);
}

Transition apply_retr(Facts& facts, const Retr& retr, const Answer&) {
  Message& message = message_of(facts, retr.number);
  message.retrieved = true;
  Reply reply = Reply::yes(fmt::format("{} octets", message.bytes));
  return {std::move(reply), std::move(facts.state), SendMessage{retr.number - 1, std::nullopt}};
}

Verdict check_top(const Facts& facts, const Top& top) {
  return check_wanted(facts, top.number);
}

Transition apply_top(Facts& facts, const Top& top, const Answer&) {
  return {Reply::yes("here is its beginning"), std::move(facts.state),
          SendMessage{top.number - 1, top.lines}};
}

Verdict check_dele(const Facts& facts, const Dele& dele) {
  return check_number(facts, dele.number);
}

Transition apply_dele(Facts& facts, const Dele& dele, const Answer&) {
  message_of(facts, dele.number).removed = true;
  return stay(facts, Reply::yes(fmt::format("message {} will be removed at QUIT", dele.number)));
}

Transition apply_rset(Facts& facts, const Rset&, const Answer&) {
  for (Message& message : std::get<Transaction>(facts.state).messages) message.removed = false;
  return stay(facts, Reply::yes("no message is marked as deleted any more"));
}

Transition apply_noop(Facts& facts, const Noop&, const Answer&) {
  return stay(facts, Reply::yes("still here"));
}

}  // namespace mailtown::pop3::server
