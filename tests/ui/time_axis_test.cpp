#include "visualizer/timeline_bins.h"

#include <numeric>

#include <gtest/gtest.h>

namespace mailtown::view {
namespace {

std::vector<trace::Event> at_times(const std::vector<std::int64_t>& times_us) {
  std::vector<trace::Event> events;
  for (const std::int64_t time : times_us) {
    trace::Event event;
    event.time_us = time;
    events.push_back(event);
  }
  return events;
}

constexpr std::int64_t day_us = 86'400'000'000;

TEST(TimeAxis, GoesFromZeroToOneInOrder) {
  const TimeAxis axis(at_times({0, 0, 20'000, 5 * day_us, 5 * day_us + 1}));
  EXPECT_EQ(axis.at(1), 0.f);
  EXPECT_EQ(axis.at(5), 1.f);
  for (std::size_t step = 2; step <= 5; ++step) EXPECT_GT(axis.at(step), axis.at(step - 1));
}

TEST(TimeAxis, ShortensALongWaitAndLeavesRoomForTheRest) {
  const TimeAxis axis(at_times({0, 20'000, 40'000, 40'000 + 5 * day_us, 5 * day_us + 60'000}));
  ASSERT_EQ(axis.waits().size(), 1u);
  EXPECT_EQ(axis.waits()[0].us, 5 * day_us);
  const float wait = axis.waits()[0].to - axis.waits()[0].from;
  EXPECT_GT(wait, 0.3f);
  EXPECT_LT(wait, 0.95f);
  EXPECT_GT(axis.at(2), 0.01f);
}

TEST(TimeAxis, FindsTheNearestStep) {
  const TimeAxis axis(at_times({0, 10, 20, 30, 40}));
  for (std::size_t step = 1; step <= 5; ++step) EXPECT_EQ(axis.step_at(axis.at(step)), step);
  EXPECT_EQ(axis.step_at(-1), 1u);
  EXPECT_EQ(axis.step_at(2), 5u);
  EXPECT_EQ(axis.step_at(axis.at(3) + 0.01f), 3u);
}

TEST(TimelineBins, CountEveryStepOnceAndDnsApart) {
  auto events = at_times({0, 1, 2, 3, 1'000'000, 2'000'000});
  events[1].payload = trace::DnsQuestionSent{};
  events[4].payload = trace::DnsCacheHit{};
  events[5].payload = trace::Decision{.about = "dns.next"};
  const TimeAxis axis(events);
  for (const std::size_t count : {1u, 7u, 100u}) {
    std::uint32_t dns = 0, others = 0;
    for (const TimelineBin& bin : bins_of(axis, events, count)) {
      dns += bin.dns;
      others += bin.others;
    }
    EXPECT_EQ(dns, 3u);
    EXPECT_EQ(others, 3u);
  }
  EXPECT_EQ(bins_of(axis, events, 0).size(), 1u);
}

TEST(TimeAxis, OfNothingOrOneEventIsHarmless) {
  EXPECT_EQ(TimeAxis({}).step_at(0.5f), 0u);
  EXPECT_EQ(TimeAxis({}).at(1), 0.f);
  EXPECT_EQ(TimeAxis(at_times({7})).step_at(0.5f), 1u);
}

}  // namespace
}  // namespace mailtown::view
