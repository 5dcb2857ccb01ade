// No server says 250 to a letter before its disk has it: told by the trace of every scenario.
#include "tests/simulation/promises.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/scenario_runs.h"

namespace mailtown::run {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class EveryPromise : public testing::TestWithParam<std::string> {};

TEST_P(EveryPromise, IsMadeWhenTheLetterIsSafe) {
  EXPECT_THAT(promises_of(simulated(load(GetParam())).trace).broken, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Repository, EveryPromise, testing::ValuesIn(scenario_names()),
                         [](const auto& info) { return test_name(info.param); });

// The first letter's trace with each step away that `is_gone` names.
Promises without(bool (*is_gone)(const trace::DiskStep& step)) {
  trace::Trace trace = simulated(load("first-letter")).trace;
  std::erase_if(trace.events, [is_gone](const trace::Event& event) {
    const auto* step = std::get_if<trace::DiskStep>(&event.payload);
    return step && is_gone(*step);
  });
  return promises_of(trace);
}

TEST(Promises, AreKeptByAllServersOfTheFirstLetter) {
  const Promises promises = without([](const trace::DiskStep&) { return false; });
  EXPECT_THAT(promises.broken, IsEmpty());
  EXPECT_EQ(promises.kept, 5u)
      << "a letter to a colleague; one by way of two servers, and its answer";
}

// The check itself: it notices a server that does not wait for its disk.
TEST(Promises, AreBrokenByWhoeverDoesNotSyncTheFile) {
  const Promises promises = without([](const trace::DiskStep& step) {
    return step.step == "synced" && step.path->starts_with("queue/");
  });
  EXPECT_EQ(promises.kept, 0u);
  EXPECT_THAT(promises.broken, SizeIs(5));
}

TEST(Promises, AreBrokenByWhoeverDoesNotSyncTheFolder) {
  const Promises promises = without([](const trace::DiskStep& step) {
    return step.step == "all-synced" || (step.step == "folder-synced" && step.path == "queue");
  });
  EXPECT_EQ(promises.kept, 0u);
  EXPECT_THAT(promises.broken, SizeIs(5));
}

TEST(Promises, AreBrokenByWhoeverSyncsTooLate) {
  trace::Trace trace = simulated(load("first-letter")).trace;
  auto& events = trace.events;
  const auto is_synced = [](const trace::Event& event) {
    const auto* step = std::get_if<trace::DiskStep>(&event.payload);
    return step && step->step == "synced" && step->path->starts_with("queue/");
  };
  const auto synced = std::find_if(events.begin(), events.end(), is_synced);
  ASSERT_NE(synced, events.end());
  const auto promised = std::find_if(synced, events.end(), [&](const trace::Event& event) {
    const auto* line = std::get_if<trace::LineSent>(&event.payload);
    return line && line->text->starts_with("250") && event.program == synced->program;
  });
  ASSERT_NE(promised, events.end());
  std::rotate(synced, synced + 1, promised + 1);
  EXPECT_THAT(promises_of(trace).broken, SizeIs(1));
}

}  // namespace
}  // namespace mailtown::run
