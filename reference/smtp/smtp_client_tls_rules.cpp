// What the client makes of TLS: offered, begun, failed, or not there at all (RFC 3207).
#include "smtp/smtp_client_rules.h"

namespace mailtown::smtp::client {

namespace {

// What the message's recipients are told where the server cannot have it.
Outcome no_tls(const Facts& facts, wire::TlsObstacle obstacle, const std::string& reason) {
  std::string text = "TLS is required here, and " + facts.options.tls_name;
  switch (obstacle) {
    case wire::TlsObstacle::not_offered:
      text += " does not offer it";
      break;
    case wire::TlsObstacle::refused:
      text += " does not begin it: " + reason;
      break;
    case wire::TlsObstacle::failed:
      text += " does not get through the handshake: " + reason;
      break;
    case wire::TlsObstacle::unproven:
      text += " has not proven that it is that host: " + reason;
      break;
  }
  return {Stage::tls, Failure{FailureKind::not_permitted, std::move(text)}};
}

}  // namespace

bool wants_tls(const Facts& facts) {
  return facts.options.tls != TlsUse::none && !facts.tls && !facts.tls_given_up;
}

std::optional<Outcome> go_without_tls(Facts& facts, wire::TlsObstacle obstacle,
                                      std::string reason) {
  facts.tls_given_up = true;
  auto decided =
      wire::choose_without_tls(facts.options.tls, obstacle, facts.options.tls_name, reason);
  const bool give_up = decided.outcome == wire::TlsChoice::give_up;
  facts.tls_decision = std::move(decided);
  return give_up ? std::optional(no_tls(facts, obstacle, reason)) : std::nullopt;
}

Reaction hear_starttls(Facts& facts, const Reply& reply) {
  if (reply.code == 220) return {StartingTls{}, {}};
  const auto refusal = go_without_tls(facts, wire::TlsObstacle::refused, reply.to_string());
  if (!refusal) return after_hello(facts);
  facts.transaction.conclude(*refusal);
  return {Unusable{*refusal}, {}, true};
}

}  // namespace mailtown::smtp::client
