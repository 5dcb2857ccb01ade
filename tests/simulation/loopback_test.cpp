// The same scenarios on real sockets: the same expectations, the same conversations.
#include "simulator/run/loopback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

INSTANTIATE_TEST_SUITE_P(Scenarios, BothWorlds,
                         testing::Values("first-letter", "no-mx", "unknown-recipient"));

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
