// The rows of AUTH (RFC 4954).
#include "smtp/smtp_server_rules.h"

namespace mailtown::smtp::server {

namespace {

// What a response leads to, seen from check: only a complete log-in is a question.
Verdict verdict_of(const ExchangeMove& move) {
  if (const auto* refusal = std::get_if<Reply>(&move)) return *refusal;
  if (const auto* given = std::get_if<Credentials>(&move)) {
    return CredentialsGiven{given->login, given->password};
  }
  return Proceed{};
}

Transition challenge(Exchange exchange) {
  Reply reply(334, {}, challenge_of(exchange));
  return {std::move(reply), LoggingIn{std::move(exchange)}, Challenge{}};
}

// What an accepted response leads to.
Transition follow(Facts& facts, const ExchangeMove& move, const Answer& answer) {
  if (const auto* next = std::get_if<Exchange>(&move)) return challenge(*next);
  facts.info.login = answer.login;
  return {Reply(235, {2, 7, 0}, "Welcome"), Ready{}, Send{}};
}

// RFC 4954 §4: the initial response, where "=" stands for an empty one.
ExchangeMove take_initial(const Auth& auth) {
  const Exchange exchange{*parse_mechanism(auth.mechanism), std::nullopt};
  return take_response(exchange, *auth.initial == "=" ? "" : *auth.initial);
}

const Exchange& exchange_of(const Facts& facts) {
  return std::get<LoggingIn>(facts.state).exchange;
}

}  // namespace

bool offers_login(const Facts& facts) {
  return facts.options.submission && facts.options.allow_passwords_in_clear;
}

Verdict check_auth(const Facts& facts, const Auth& auth) {
  if (!facts.options.submission) {
    return Reply(502, {5, 5, 1}, "log in at the submission port (RFC 6409)");
  }
  if (!facts.options.allow_passwords_in_clear) {  // RFC 4954 §6
    return Reply(538, {5, 7, 11}, "a password may not travel unencrypted");
  }
  if (!facts.info.login.empty()) return Reply(503, {5, 5, 1}, "you are logged in already");
  if (!parse_mechanism(auth.mechanism)) return Reply(504, {5, 5, 4}, "I know PLAIN and LOGIN");
  return auth.initial ? verdict_of(take_initial(auth)) : Proceed{};
}

Transition apply_auth(Facts& facts, const Auth& auth, const Answer& answer) {
  if (auth.initial) return follow(facts, take_initial(auth), answer);
  return challenge({*parse_mechanism(auth.mechanism), std::nullopt});
}

Verdict check_response(const Facts& facts, const AuthResponse& response) {
  return verdict_of(take_response(exchange_of(facts), response.text));
}

Transition apply_response(Facts& facts, const AuthResponse& response, const Answer& answer) {
  return follow(facts, take_response(exchange_of(facts), response.text), answer);
}

}  // namespace mailtown::smtp::server
