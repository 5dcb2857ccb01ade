#include "tests/unit/imap/session_talk.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::imap {

namespace {

Reply nonexistent(const char* code) {
  return Reply::no(code, "there is no such mailbox");
}

const std::string* mailbox_of(const Question& question) {
  if (const auto* select = std::get_if<Select>(&question)) return &select->mailbox;
  if (const auto* status = std::get_if<StatusOf>(&question)) return &status->mailbox;
  if (const auto* append = std::get_if<Append>(&question)) return &append->mailbox;
  if (const auto* copy = std::get_if<CopyWanted>(&question)) return &copy->mailbox;
  return nullptr;
}

}  // namespace

ServerOptions SessionTalk::options_for_tests() {
  ServerOptions options;
  options.hostname = "mx1.example.org";
  options.allow_passwords_in_clear = true;
  options.errors_max = 1000;
  return options;
}

SessionTalk::SessionTalk(ServerOptions options) : session_(std::move(options), {}) {
  for (Uid uid = 1; uid <= 3; ++uid) {
    mailbox::Entry entry;
    entry.uid = uid;
    entry.bytes = 100;
    entry.changed = uid;
    entries_.push_back(entry);
  }
  settle(session_.connect());
}

std::string SessionTalk::say(std::string_view bytes) {
  heard_.add(bytes);
  while (!session_.is_closed() && take_bytes()) {
  }
  return std::exchange(said_, {});
}

// False if more must come first.
bool SessionTalk::take_bytes() {
  if (awaited_bytes_ > 0) {
    const std::string_view next = heard_.bytes().substr(0, awaited_bytes_);
    if (next.empty()) return false;
    if (awaits_ == Awaits::literal) session_.take_literal(next);
    if (awaits_ != Awaits::skipped_literal) literal_bytes_ += next.size();
    awaited_bytes_ -= next.size();
    heard_.consume(next.size());
    return true;
  }
  if (awaits_ == Awaits::message) awaits_ = Awaits::message_end;
  const auto line = heard_.take_line(command_bytes_max);
  if (!line) return false;
  const bool after_message = std::exchange(awaits_, Awaits::line) == Awaits::message_end;
  settle(after_message ? session_.message_came({std::nullopt, 4, 1}) : session_.take_line(*line));
  return true;
}

void SessionTalk::settle(server::Turn turn) {
  for (;;) {
    auto* question = std::get_if<Question>(&turn);
    const server::Step step =
        question ? session_.answer(answer_to(*question)) : std::move(std::get<server::Step>(turn));
    print(step);
    if (std::holds_alternative<server::SendMessages>(step.effect)) {
      turn = session_.messages_sent(0);
    } else if (std::holds_alternative<server::SearchMessages>(step.effect)) {
      turn = session_.messages_found({1, 3});
    } else {
      follow(step.effect);
      return;
    }
  }
}

void SessionTalk::follow(const server::Effect& effect) {
  if (const auto* read = std::get_if<server::ReadLiteral>(&effect)) {
    await(Awaits::literal, read->bytes);
  } else if (const auto* skip = std::get_if<server::SkipLiteral>(&effect)) {
    await(Awaits::skipped_literal, skip->bytes);
  } else if (const auto* message = std::get_if<server::ReceiveMessage>(&effect)) {
    await(Awaits::message, message->bytes);
  }
}

void SessionTalk::await(Awaits what, std::uint64_t bytes) {
  awaits_ = what;
  awaited_bytes_ = bytes;
}

void SessionTalk::print(const server::Step& step) {
  for (const std::string& line : step.lines) said_ += line + "\r\n";
  for (const std::string& line : session_.tell(step.tells, snapshot(), {})) said_ += line + "\r\n";
  if (!step.reply.empty()) said_ += step.reply + "\r\n";
}

Answer SessionTalk::answer_to(const Question& question) {
  Answer answer;
  const std::string* name = mailbox_of(question);
  const bool creates =
      std::holds_alternative<Append>(question) || std::holds_alternative<CopyWanted>(question);
  if (name && *name == "missing") {
    answer.refusal = nonexistent(creates ? "TRYCREATE" : "NONEXISTENT");
  } else if (const auto* given = std::get_if<CredentialsGiven>(&question)) {
    answer.login = given->login;
    if (given->password != "secret") answer.refusal = Reply::no("AUTHENTICATIONFAILED", "no");
  } else if (std::holds_alternative<NamesWanted>(question)) {
    answer.names = {"INBOX", "Sent"};
    answer.subscriptions = {"INBOX"};
  } else if (const auto* copy = std::get_if<CopyWanted>(&question)) {
    for (const Uid uid : copy->uids) answer.copied.emplace_back(uid, uid + 10);
  }
  answer.folder.emplace(snapshot());
  answer.uid_validity = 1;
  answer.uid_next = 4;
  return answer;
}

}  // namespace mailtown::imap
