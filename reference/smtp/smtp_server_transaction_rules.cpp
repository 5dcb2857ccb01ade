// The rows of a mail transaction: MAIL, RCPT, DATA, its text, RSET (RFC 5321 §3.3).
#include <algorithm>

#include <fmt/format.h>

#include "smtp/smtp_server_rules.h"

namespace mailtown::smtp::server {

namespace {

const Envelope& envelope_of(const Facts& facts) {
  const auto* first = std::get_if<SenderKnown>(&facts.state);
  return first ? first->envelope : std::get<RecipientsKnown>(facts.state).envelope;
}

// Moves the envelope out of the state, which is about to be replaced.
Envelope take_envelope(Facts& facts) {
  auto* first = std::get_if<SenderKnown>(&facts.state);
  return std::move(first ? first->envelope : std::get<RecipientsKnown>(facts.state).envelope);
}

}  // namespace

Verdict check_mail(const Facts& facts, const Mail& mail) {
  if (facts.options.submission && facts.info.login.empty()) {  // RFC 6409 §4.3, RFC 4954 §6
    return Reply(530, {5, 7, 0}, "log in first");
  }
  if (mail.size > facts.options.message_bytes_max) {  // RFC 1870 §6.1
    return Reply(
        552, {5, 3, 4},
        fmt::format("I take messages of {} bytes at most", facts.options.message_bytes_max));
  }
  return SenderGiven{mail.sender, mail.size};
}

Transition apply_mail(Facts&, const Mail& mail, const Answer&) {
  Envelope envelope{mail.sender, {}, mail.size, mail.eight_bit};
  return {Reply(250, {2, 1, 0}, "Ok"), SenderKnown{std::move(envelope)}, Send{}};
}

Verdict check_rcpt(const Facts& facts, const Rcpt& rcpt) {
  const Envelope& envelope = envelope_of(facts);
  if (envelope.recipients.size() >= facts.options.recipients_max) {  // RFC 5321 §4.5.3.1.10
    return Reply(452, {4, 5, 3}, "too many recipients: send to the others in another message");
  }
  return RecipientGiven{envelope.reverse_path, rcpt.recipient, envelope.declared_size};
}

Transition apply_rcpt(Facts& facts, const Rcpt& rcpt, const Answer&) {
  Envelope envelope = take_envelope(facts);
  envelope.recipients.push_back(rcpt.recipient);
  return {Reply(250, {2, 1, 5}, "Ok"), RecipientsKnown{std::move(envelope)}, Send{}};
}

Verdict check_data(const Facts& facts, const Data&) {
  return MessageAnnounced{envelope_of(facts)};
}

Transition apply_data(Facts& facts, const Data&, const Answer& answer) {
  std::uint64_t bytes_max = facts.options.message_bytes_max;
  if (answer.message_bytes_max != 0) bytes_max = std::min(bytes_max, answer.message_bytes_max);
  return {Reply(354, {}, "Send the message; end with a line that is only a dot"),
          ReceivingText{bytes_max}, ReceiveText{}};
}

Verdict check_text(const Facts& facts, const TextEnded& text) {
  switch (text.fault) {
    case DataFault::bare_line_end:
      return Reply(554, {5, 6, 0},
                   "bare CR or LF in the message: a line ends with CRLF (RFC 5321 2.3.8)");
    case DataFault::line_too_long:
      return Reply(554, {5, 6, 0}, "a line is over 1000 bytes long (RFC 5321 4.5.3.1.6)");
    case DataFault::too_big:
      return Reply(552, {5, 3, 4},
                   fmt::format("I take messages of {} bytes at most",
                               std::get<ReceivingText>(facts.state).bytes_max));
    case DataFault::none:
      break;
  }
  if (text.storage_failure) return storage_failed(*text.storage_failure);
  if (text.refusal) return *text.refusal;
  return Proceed{};
}

Transition apply_text(Facts&, const TextEnded& text, const Answer&) {
  return {Reply(250, {2, 0, 0}, "Ok: queued as " + text.queue_id), Ready{}, Send{}};
}

// RFC 5321 §4.1.1.5: forgets the transaction, and nothing else.
Transition apply_rset(Facts& facts, const Rset&, const Answer&) {
  const bool before_hello = std::holds_alternative<Greeted>(facts.state);
  return {Reply(250, {2, 0, 0}, "Ok"), before_hello ? State(Greeted{}) : State(Ready{}), Send{}};
}

Reply storage_failed(const Failure& failure) {
  if (failure.kind == FailureKind::full)
    return Reply(452, {4, 3, 1}, "no space left: try again later");
  return Reply(451, {4, 3, 0}, "the message could not be stored: try again later");
}

}  // namespace mailtown::smtp::server
