// The rows of AUTH (RFC 4954).
#include "smtp/smtp_server_rules.h"

namespace mailtown::smtp::server {

namespace {

// RFC 4954 §4: 501 to a response that is wrong or given up.
Reply reply_to(sasl::Fault fault) {
  if (fault == sasl::Fault::other_identity) return Reply(535, {5, 7, 8}, to_string(fault));
  if (fault == sasl::Fault::cancelled) return Reply(501, {5, 0, 0}, to_string(fault));
  return Reply(501, {5, 5, 2}, to_string(fault));
}

// What a response leads to, seen from check: only a complete log-in is a question.
Verdict verdict_of(const sasl::Move& move) {
  if (const auto* fault = std::get_if<sasl::Fault>(&move)) return reply_to(*fault);
  if (const auto* given = std::get_if<sasl::Credentials>(&move)) {
    return CredentialsGiven{given->login, given->password};
  }
  return Proceed{};
}

Transition challenge(sasl::Exchange exchange) {
  Reply reply(334, {}, challenge_of(exchange));
  return {std::move(reply), LoggingIn{std::move(exchange)}, Challenge{}};
}

// What an accepted response leads to.
Transition follow(Facts& facts, const sasl::Move& move, const Answer& answer) {
  if (const auto* next = std::get_if<sasl::Exchange>(&move)) return challenge(*next);
  facts.info.login = answer.login;
  return {Reply(235, {2, 7, 0}, "Welcome"), Ready{}, Send{}};
}

sasl::Exchange exchange_by(const Auth& auth) {
  return {*sasl::parse_mechanism(auth.mechanism), std::nullopt};
}

const sasl::Exchange& exchange_of(const Facts& facts) {
  return std::get<LoggingIn>(facts.state).exchange;
}

bool may_log_in(const Facts& facts) {
  return facts.info.tls || facts.options.allow_passwords_in_clear;
}

}  // namespace

bool offers_login(const Facts& facts) {
  return facts.options.submission && may_log_in(facts);
}

Verdict check_auth(const Facts& facts, const Auth& auth) {
  if (!facts.options.submission) {
    return Reply(502, {5, 5, 1}, "log in at the submission port (RFC 6409)");
  }
  if (!may_log_in(facts)) {  // RFC 4954 §6
    return Reply(538, {5, 7, 11}, "a password may not travel unencrypted");
  }
  if (!facts.info.login.empty()) return Reply(503, {5, 5, 1}, "you are logged in already");
  if (!sasl::parse_mechanism(auth.mechanism))
    return Reply(504, {5, 5, 4}, "I know PLAIN and LOGIN");
  return auth.initial ? verdict_of(take_initial_response(exchange_by(auth), *auth.initial))
                      : Proceed{};
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

}  // namespace mailtown::smtp::server
