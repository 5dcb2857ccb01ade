// The same scenarios on real sockets: the same expectations, the same conversations.
#include "simulator/run/loopback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/run/loopback_limits.h"
#include "tests/simulation/conversations.h"
#include "tests/simulation/scenario_runs.h"

namespace mailtown::run {
namespace {

RunResult on_loopback(const scenario::Scenario& scenario) {
  auto result = run_on_loopback(scenario);
  if (!result) {
    ADD_FAILURE() << result.error().message();
    return {};
  }
  return std::move(*result);
}

class BothWorlds : public testing::TestWithParam<std::string> {};

TEST_P(BothWorlds, SayTheSame) {
  const auto scenario = load(GetParam());
  const auto real = on_loopback(scenario);
  EXPECT_TRUE(real.ended);
  EXPECT_EQ(failures(scenario, real.trace), "");
  const auto in_simulation = simulated(scenario);
  EXPECT_EQ(conversations(real.trace), conversations(in_simulation.trace));
  EXPECT_EQ(lookups(real.trace), lookups(in_simulation.trace));
  EXPECT_FALSE(conversations(real.trace).empty());
  EXPECT_FALSE(lookups(real.trace).empty());
}

std::vector<std::string> for_both_worlds() {
  std::vector<std::string> names;
  for (const std::string& name : scenario_names())
    if (load(name).simulated_only.empty()) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, BothWorlds, testing::ValuesIn(for_both_worlds()),
                         [](const auto& info) { return test_name(info.param); });

// The table of all scenarios: each runs in both worlds, or says why not.
TEST(Worlds, OfAllScenarios) {
  std::size_t both = 0;
  for (const std::string& name : scenario_names()) {
    const auto scenario = load(name);
    const std::string why = why_not_on_loopback(scenario);
    fmt::print("{:<24} {}\n", name,
               why.empty() ? "simulation, loopback"
                           : "simulation; not on loopback: " + scenario.simulated_only);
    EXPECT_EQ(why.empty(), scenario.simulated_only.empty()) << name << ": " << why;
    both += why.empty() ? 1 : 0;
  }
  EXPECT_GE(both, scenario_names().size() / 2) << "exemptions are to be exceptions";
}

TEST(Loopback, TwoWorldsAtATimeUseDifferentPorts) {
  const auto scenario = load("no-mx");
  LoopbackOptions outer;
  std::uint16_t first = 0, second = 0;
  outer.on_ready = [&](const scenario::Plan& plan, const trace::Trace&) {
    first = plan.ground.ports.smtp;
    LoopbackOptions inner;
    inner.on_ready = [&](const scenario::Plan& inner_plan, const trace::Trace&) {
      second = inner_plan.ground.ports.smtp;
    };
    const auto result = run_on_loopback(scenario, inner);
    EXPECT_TRUE(result) << result.error().message();
  };
  const auto result = run_on_loopback(scenario, outer);
  EXPECT_TRUE(result) << result.error().message();
  EXPECT_NE(first, second);
  EXPECT_NE(second, 0);
}

TEST(Loopback, SaysWhatItCannotDo) {
  const auto scenario = load("no-mx", {}, "\n[[fault]]\nat = \"mail.example.org\"\ndown = true\n");
  const auto result = run_on_loopback(scenario);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::invalid);
  EXPECT_THAT(result.error().detail, testing::HasSubstr("faults"));
}

}  // namespace
}  // namespace mailtown::run
