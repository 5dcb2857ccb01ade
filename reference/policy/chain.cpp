#include "policy/chain.h"

#include <algorithm>
#include <chrono>

namespace mailtown::policy {

namespace {

using namespace std::chrono_literals;

// RFC 5321 §4.5.3.2: a client waits at least 5 minutes for each reply; a delay may not outlast it.
constexpr Duration delay_max = 4min;
constexpr Duration glance = 1s;  // how often a delay looks up whether the program is to stop

bool ends_stage(Ruling ruling) {
  return ruling == Ruling::accept || ruling == Ruling::reject || ruling == Ruling::defer;
}

// What each policy of the stage said, for the verdict that ended it: those before the decider had
// no objection, those behind it were not asked any more.
std::vector<Alternative> opinions(const std::vector<std::unique_ptr<Policy>>& policies,
                                  const Policy& decider, Stage stage) {
  std::vector<Alternative> said;
  bool before = true;
  for (const auto& policy : policies) {
    if (!policy->has_opinion_at(stage)) continue;
    const bool decides = policy.get() == &decider;
    if (decides) before = false;
    const char* lost = decides ? "" : before ? "chain.no-objection" : "chain.not-asked";
    said.push_back({std::string(policy->name()), lost, {}});
  }
  return said;
}

trace::EventNumber record(Tracer& tracer, const Policy& policy, Stage stage, const Verdict& verdict,
                          Evidence evidence) {
  const bool refuses = verdict.ruling == Ruling::reject || verdict.ruling == Ruling::defer;
  return tracer.step(decision("policy." + std::string(policy.name()), std::string(to_string(stage)),
                              std::string(to_string(verdict.ruling)), std::move(evidence),
                              refuses ? verdict.reply.to_string() : ""));
}

}  // namespace

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::connect:
      return "connect";
    case Stage::helo:
      return "helo";
    case Stage::mail:
      return "mail";
    case Stage::rcpt:
      return "rcpt";
    case Stage::refused:
      return "refused";
    case Stage::data:
      return "data";
  }
  return "?";
}

std::string_view to_string(Ruling ruling) {
  switch (ruling) {
    case Ruling::pass:
      return "pass";
    case Ruling::accept:
      return "accept";
    case Ruling::reject:
      return "reject";
    case Ruling::defer:
      return "defer";
    case Ruling::delay:
      return "delay";
  }
  return "?";
}

Task<Outcome> Chain::ask(Stage stage, Facts facts, Tracer tracer) {
  Outcome outcome;
  for (const auto& policy : policies_) {
    if (!policy->has_opinion_at(stage)) continue;
    auto decided = co_await policy->judge(stage, facts, tracer);
    Verdict& verdict = decided.outcome;
    if (ends_stage(verdict.ruling)) {
      decided.evidence.alternatives = opinions(policies_, *policy, stage);
    }
    outcome.decision = record(tracer, *policy, stage, verdict, std::move(decided.evidence));
    if (verdict.message_bytes_max != 0) {
      const auto least = outcome.message_bytes_max;
      outcome.message_bytes_max =
          least == 0 ? verdict.message_bytes_max : std::min(least, verdict.message_bytes_max);
    }
    if (verdict.ruling == Ruling::delay) co_await wait_out(verdict.wait);
    if (!ends_stage(verdict.ruling)) continue;
    if (verdict.ruling != Ruling::accept) outcome.refusal = std::move(verdict.reply);
    break;
  }
  co_return outcome;
}

Task<> Chain::wait_out(Duration delay) {
  const Instant end = clock_.in(std::min(delay, delay_max));
  while (clock_.now() < end && !tasks_.stopping()) {
    const Instant next = std::min(end, clock_.in(glance));
    co_await clock_.sleep_until(next);
  }
}

void Chain::note(Happening happening, const Facts& facts) {
  for (const auto& policy : policies_) policy->note(happening, facts);
}

}  // namespace mailtown::policy
