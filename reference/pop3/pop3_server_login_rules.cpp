// The rows of AUTH (RFC 5034).
#include "pop3/pop3_server_rules.h"

namespace mailtown::pop3::server {

namespace {

// RFC 5034 §4: -ERR to a response that is wrong or given up.
Reply reply_to(sasl::Fault fault) {
  return Reply::no(fault == sasl::Fault::other_identity ? "AUTH" : "", to_string(fault));
}

// What a response leads to, seen from check: only a complete log-in is a question.
Verdict verdict_of(const sasl::Move& move) {
  if (const auto* fault = std::get_if<sasl::Fault>(&move)) return reply_to(*fault);
  if (const auto* given = std::get_if<sasl::Credentials>(&move)) {
    return Question(CredentialsGiven{given->login, given->password});
  }
  return Proceed{};
}

Transition challenge(sasl::Exchange exchange) {
  std::string text = challenge_of(exchange);
  return {std::nullopt, LoggingIn{std::move(exchange)}, Challenge{std::move(text)}};
}

// What an accepted response leads to.
Transition follow(Facts& facts, const sasl::Move& move, const Answer& answer) {
  if (const auto* next = std::get_if<sasl::Exchange>(&move)) return challenge(*next);
  return enter_maildrop(facts, answer);
}

sasl::Exchange exchange_by(const Auth& auth) {
  return {*sasl::parse_mechanism(auth.mechanism), std::nullopt};
}

const sasl::Exchange& exchange_of(const Facts& facts) {
  return std::get<LoggingIn>(facts.state).exchange;
}

}  // namespace

Verdict check_auth(const Facts& facts, const Auth& auth) {
  if (!may_log_in(facts)) {
    return refuse_in_clear();
  }
  if (!sasl::parse_mechanism(auth.mechanism)) return Reply::no("", "I know PLAIN and LOGIN");
  if (!auth.initial) return Proceed{};
  return verdict_of(take_initial_response(exchange_by(auth), *auth.initial));
}

Transition apply_auth(Facts& facts, const Auth& auth, const Answer& answer) {
  const sasl::Exchange exchange = exchange_by(auth);
  if (!auth.initial) return challenge(exchange);
  return follow(facts, take_initial_response(exchange, *auth.initial), answer);
}

Verdict check_response(const Facts& facts, const AuthResponse& response) {
  return verdict_of(take_response(exchange_of(facts), response.text));
}

Transition apply_response(Facts& facts, const AuthResponse& response, const Answer& answer) {
  return follow(facts, take_response(exchange_of(facts), response.text), answer);
}

}  // namespace mailtown::pop3::server
