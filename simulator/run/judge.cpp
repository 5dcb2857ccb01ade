#include "simulator/run/judge.h"

#include <cstdlib>
#include <optional>

#include "simulator/run/pattern_match.h"

namespace mailtown::run {
namespace {

using scenario::Before;
using scenario::Expectation;
using scenario::FetchedLetters;
using scenario::Happens;

using Verdict = std::optional<Failed>;  // nothing: it came true

Verdict fail(std::string key, std::vector<Fact> facts) {
  return Failed{{}, 0, std::move(key), std::move(facts)};
}

Verdict never(const trace::Trace& trace, const scenario::Pattern& pattern) {
  std::string nearest = nearest_miss(trace, pattern);
  if (nearest.empty()) return fail("expect.never", {{"pattern", describe(pattern)}});
  return fail("expect.never-but",
              {{"pattern", describe(pattern)}, {"nearest", std::move(nearest)}});
}

Verdict judge_one(const Happens& happens, const trace::Trace& trace) {
  const auto steps = steps_that_match(trace, happens.pattern);
  if (steps.empty() && happens.at_least > 0) return never(trace, happens.pattern);
  const std::vector<Fact> facts = {{"pattern", describe(happens.pattern)},
                                   {"came", std::to_string(steps.size())},
                                   {"least", std::to_string(happens.at_least)},
                                   {"most", std::to_string(happens.at_most.value_or(0))},
                                   {"step", std::to_string(steps.empty() ? 0 : steps.back())}};
  if (steps.size() < happens.at_least) return fail("expect.too-few", facts);
  if (happens.at_most == 0u && !steps.empty()) return fail("expect.not-at-all", facts);
  if (happens.at_most && steps.size() > *happens.at_most) return fail("expect.too-many", facts);
  return std::nullopt;
}

Verdict judge_one(const FetchedLetters& fetched, const trace::Trace& trace) {
  std::uint64_t came = 0;
  std::string other;  // what he saw instead of letters
  for (const trace::Event& event : trace.events) {
    const auto* saw = std::get_if<trace::UserSaw>(&event.payload);
    if (!saw || saw->user != fetched.user || saw->action != "fetch") continue;
    const bool counted = !saw->outcome.empty() && saw->outcome[0] >= '0' && saw->outcome[0] <= '9';
    if (counted)
      came += std::strtoull(saw->outcome->c_str(), nullptr, 10);  // "2 messages"
    else
      other = saw->outcome + (saw->detail.empty() ? "" : ": " + saw->detail);
  }
  if (came == fetched.count) return std::nullopt;
  return fail(other.empty() ? "expect.fetched" : "expect.fetched-but",
              {{"user", fetched.user},
               {"count", std::to_string(fetched.count)},
               {"came", std::to_string(came)},
               {"other", other}});
}

Verdict judge_one(const Before& before, const trace::Trace& trace) {
  const auto first = steps_that_match(trace, before.first);
  const auto then = steps_that_match(trace, before.then);
  if (first.empty()) return never(trace, before.first);
  if (then.empty()) return never(trace, before.then);
  if (first.front() < then.front()) return std::nullopt;
  return fail("expect.order", {{"first", describe(before.first)},
                               {"then", describe(before.then)},
                               {"first_step", std::to_string(first.front())},
                               {"then_step", std::to_string(then.front())}});
}

}  // namespace

std::vector<Failed> judge(const scenario::Scenario& scenario, const trace::Trace& trace) {
  std::vector<Failed> failed;
  for (const Expectation& expectation : scenario.expectations) {
    Verdict verdict =
        std::visit([&](const auto& what) { return judge_one(what, trace); }, expectation.what);
    if (!verdict) continue;
    verdict->expected = expectation.text;
    verdict->line = expectation.line;
    failed.push_back(std::move(*verdict));
  }
  const auto steps = beat_steps(scenario, trace);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i] != 0) continue;
    const scenario::Beat& beat = scenario.beats[i];
    failed.push_back({"beat " + beat.name,
                      beat.line,
                      "expect.beat",
                      {{"pattern", describe(beat.pattern)}, {"nth", std::to_string(beat.nth)}}});
  }
  return failed;
}

std::vector<std::size_t> beat_steps(const scenario::Scenario& scenario, const trace::Trace& trace) {
  std::vector<std::size_t> found;
  for (const scenario::Beat& beat : scenario.beats) {
    const auto steps = steps_that_match(trace, beat.pattern);
    found.push_back(steps.size() >= beat.nth ? steps[beat.nth - 1] : 0);
  }
  return found;
}

}  // namespace mailtown::run
