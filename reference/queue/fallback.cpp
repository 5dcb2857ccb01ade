#include "queue/fallback.h"

namespace mailtown::queue {

namespace {

const char* rule_of(const Failure& failure, smtp::Stage stage) {
  if (stage == smtp::Stage::tls && failure.kind == FailureKind::not_permitted) {
    return "next-host.no-tls";
  }
  if (failure.kind == FailureKind::invalid) return "next-host.no-smtp";
  if (failure.kind == FailureKind::not_permitted) return "next-host.no-login";
  if (stage != smtp::Stage::connect) {
    return failure.kind == FailureKind::timed_out ? "next-host.fell-silent" : "next-host.broken";
  }
  switch (failure.kind) {
    case FailureKind::refused:
      return "next-host.refused";
    case FailureKind::timed_out:
      return "next-host.silent";
    default:
      return "next-host.unreachable";
  }
}

const char* rule_of(const smtp::Reply& reply, smtp::Stage stage) {
  if (stage == smtp::Stage::auth) return "next-host.login-refused";
  if (stage >= smtp::Stage::mail) {
    return reply.is_permanent() ? "next-host.never" : "next-host.not-now";
  }
  return reply.is_permanent() ? "next-host.turned-away" : "next-host.busy";
}

// What is special about the last host's failure.
const char* rule_of(const smtp::Outcome& outcome) {
  const auto* reply = std::get_if<smtp::Reply>(&outcome.last_word);
  return reply ? rule_of(*reply, outcome.stage)
               : rule_of(std::get<Failure>(outcome.last_word), outcome.stage);
}

Alternative tried(const std::string& relay, const std::string& reply) {
  return {.choice = relay,
          .lost_because = "next-host.tried",
          .facts = {{"relay", relay}, {"reply", reply}}};
}

}  // namespace

Decided<Next> decide_next(const Standing& standing) {
  const bool never = standing.outcome.refused_for_good();
  const auto next = never ? Next::give_up : standing.left.empty() ? Next::wait : Next::another;
  const auto reply = standing.outcome.to_string();
  Evidence evidence{.rule = next == Next::wait ? "next-host.none-left" : rule_of(standing.outcome),
                    .inputs = {{"domain", standing.domain},
                               {"relay", standing.relay},
                               {"stage", to_string(standing.outcome.stage)},
                               {"reply", reply}},
                    .source = never ? "RFC 5321 §4.2.1" : "RFC 5321 §5.1"};
  for (const auto& each : standing.before) {
    evidence.alternatives.push_back(tried(each.relay, each.reply));
  }
  evidence.alternatives.push_back(tried(standing.relay, reply));
  for (const auto& host : standing.left) {
    const bool chosen = next == Next::another && &host == &standing.left.front();
    evidence.alternatives.push_back({.choice = host,
                                     .lost_because = chosen  ? ""
                                                     : never ? "next-host.believed"
                                                             : "next-host.its-turn-later",
                                     .facts = {{"host", host}}});
  }
  return {next, std::move(evidence)};
}

}  // namespace mailtown::queue
