#include "smtp/smtp_client_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "sasl/base64.h"

namespace mailtown::smtp::client {

namespace {

// This server takes nothing from us: so end this message and all that follow.
Reaction give_up(Facts& facts, Stage stage, std::variant<Reply, Failure> last_word) {
  Outcome why{stage, std::move(last_word)};
  facts.transaction.conclude(why);
  return {Unusable{std::move(why)}, {}, true};
}

// The message is over; the connection goes on.
Reaction conclude(Facts& facts, Stage stage, const Reply& reply) {
  facts.transaction.conclude({stage, reply});
  return {Ready{}, {}, true};
}

// RFC 4954 §4. PLAIN needs one round trip less.
Reaction log_in(Facts& facts) {
  const sasl::Credentials& credentials = *facts.options.credentials;
  if (facts.features.offers(sasl::Mechanism::plain)) {
    return {LoggingIn{}, {Auth{"PLAIN", plain_response(credentials)}}};
  }
  if (facts.features.offers(sasl::Mechanism::login)) {
    LoggingIn next{{sasl::to_base64(credentials.login), sasl::to_base64(credentials.password)}};
    return {std::move(next), {Auth{"LOGIN", std::nullopt}}};
  }
  return give_up(facts, Stage::auth,
                 Failure{FailureKind::not_permitted, "the server offers no log-in that we know"});
}

}  // namespace

Reaction after_hello(Facts& facts) {
  if (wants_tls(facts)) {
    if (facts.features.starttls) return {StartingTls{}, {StartTls{}}};
    auto refusal = go_without_tls(facts, wire::TlsObstacle::not_offered, {});
    if (refusal) return give_up(facts, refusal->stage, std::move(refusal->last_word));
  }
  return facts.options.credentials ? log_in(facts) : begin_transaction(facts);
}

Reaction hear_greeting(Facts& facts, const Reply& reply) {
  if (reply.code != 220) return give_up(facts, Stage::greeting, reply);
  return {Greeted{}, {Ehlo{facts.options.hostname}}};
}

Reaction hear_ehlo(Facts& facts, const Reply& reply) {
  // RFC 5321 §3.2: a server that knows no EHLO is greeted in the old way.
  if (reply.is_permanent()) return {Greeted{}, {Helo{facts.options.hostname}}};
  if (!reply.is_positive()) return give_up(facts, Stage::hello, reply);
  facts.features = parse_features(reply);
  return after_hello(facts);
}

Reaction hear_helo(Facts& facts, const Reply& reply) {
  if (!reply.is_positive()) return give_up(facts, Stage::hello, reply);
  return after_hello(facts);
}

Reaction hear_auth(Facts& facts, const Reply& reply) {
  if (reply.is_positive()) return begin_transaction(facts);
  if (!reply.is_intermediate()) return give_up(facts, Stage::auth, reply);
  auto responses = std::move(std::get<LoggingIn>(facts.state).responses);
  std::string response = "*";  // asked for more than we have: give it up (RFC 4954 §4)
  if (!responses.empty()) {
    response = std::move(responses.front());
    responses.pop_front();
  }
  return {LoggingIn{std::move(responses)}, {AuthResponse{std::move(response)}}};
}

Reaction begin_transaction(Facts& facts) {
  const Envelope& envelope = facts.transaction.envelope;
  const ServerFeatures& features = facts.features;
  const std::uint64_t size = facts.transaction.size;
  if (features.bytes_max != 0 && size > features.bytes_max) {  // RFC 1870 §5
    const std::string text =
        fmt::format("the message has {} bytes, the server takes {}", size, features.bytes_max);
    return conclude(facts, Stage::mail, Reply(552, {5, 3, 4}, text));
  }
  if (envelope.eight_bit && !features.eight_bit) {  // RFC 6152 §3: may not be sent as it is
    return conclude(facts, Stage::mail,
                    Reply(554, {5, 6, 3}, "the message has 8-bit text, the server takes 7-bit"));
  }
  std::vector<Command> say;
  if (std::exchange(facts.needs_reset, false)) say.push_back(Rset{});
  say.push_back(Mail{envelope.reverse_path, features.size ? size : 0, envelope.eight_bit});
  for (const Address& recipient : envelope.recipients) say.push_back(Rcpt{recipient});
  say.push_back(Data{});
  return {SendingEnvelope{}, std::move(say)};
}

Reaction hear_rset(Facts& facts, const Reply&) {
  return {std::move(facts.state), {}};
}

Reaction hear_mail(Facts& facts, const Reply& reply) {
  facts.needs_reset = true;
  if (reply.is_positive()) return {SendingEnvelope{}, {}};
  facts.transaction.conclude({Stage::mail, reply});
  return {SendingEnvelope{}, {}, true};
}

Reaction hear_rcpt(Facts& facts, const Reply& reply) {
  auto& outcome = facts.transaction.outcomes[facts.transaction.recipients_heard++];
  if (!reply.is_positive() && !outcome) outcome = Outcome{Stage::recipient, reply};
  return {SendingEnvelope{}, {}};
}

Reaction hear_data(Facts& facts, const Reply& reply) {
  if (reply.code == 354) return {SendingText{}, {}};
  return conclude(facts, Stage::data, reply);
}

Reaction hear_verdict(Facts& facts, const Reply& reply) {
  facts.needs_reset = false;  // RFC 5321 §4.1.1.4: the server's buffers are clear, either way
  return conclude(facts, Stage::end_of_data, reply);
}

Reaction hear_quit(Facts&, const Reply& reply) {
  return {Closed{{Stage::connect, reply}}, {}, true};
}

}  // namespace mailtown::smtp::client
