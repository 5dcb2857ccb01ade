#include "wire/tls_choice.h"

#include <utility>

namespace mailtown::wire {

namespace {

const char* rule_of(TlsObstacle obstacle, bool required) {
  switch (obstacle) {
    case TlsObstacle::not_offered:
      return required ? "tls.needed-not-offered" : "tls.not-offered";
    case TlsObstacle::refused:
      return required ? "tls.needed-refused" : "tls.refused";
    case TlsObstacle::failed:
      return required ? "tls.needed-failed" : "tls.failed";
    case TlsObstacle::unproven:
      break;
  }
  return "tls.needed-unproven";  // nobody fails for that who does not insist
}

const char* why_not_encrypted(TlsObstacle obstacle) {
  switch (obstacle) {
    case TlsObstacle::not_offered:
      return "tls.no-offer";
    case TlsObstacle::refused:
      return "tls.not-begun";
    case TlsObstacle::failed:
      return "tls.no-agreement";
    case TlsObstacle::unproven:
      break;
  }
  return "tls.no-proof";
}

}  // namespace

const char* to_string(TlsChoice choice) {
  return choice == TlsChoice::clear ? "clear" : "not-at-all";
}

Decided<TlsChoice> choose_without_tls(TlsUse use, TlsObstacle obstacle, std::string server,
                                      std::string reason) {
  const bool required = use == TlsUse::required;
  const std::vector<Fact> who = {{"server", server}};
  Evidence evidence{
      .rule = rule_of(obstacle, required),
      .inputs = {{"server", std::move(server)}, {"tls", required ? "required" : "opportunistic"}},
      .alternatives = {},
      .source = required ? "RFC 8314 §3" : "RFC 7435 §3"};
  if (!reason.empty()) evidence.inputs.push_back({"reason", std::move(reason)});
  evidence.alternatives = {
      {.choice = "encrypted", .lost_because = why_not_encrypted(obstacle), .facts = who},
      {.choice = "clear", .lost_because = required ? "tls.insisted" : "", .facts = who},
      {.choice = "not-at-all", .lost_because = required ? "" : "tls.not-insisted", .facts = who}};
  return {required ? TlsChoice::give_up : TlsChoice::clear, std::move(evidence)};
}

trace::Decision tls_decision(std::string server, Decided<TlsChoice> decided) {
  return decision("tls", std::move(server), to_string(decided.outcome),
                  std::move(decided.evidence));
}

TlsObstacle obstacle_of(const Failure& failure) {
  return failure.kind == FailureKind::not_permitted ? TlsObstacle::unproven : TlsObstacle::failed;
}

}  // namespace mailtown::wire
