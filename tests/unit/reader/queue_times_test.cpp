#include "simulator/reader/queue_times.h"

#include <chrono>

#include <gtest/gtest.h>

#include "simulator/reader/timeline.h"
#include "tests/unit/reader/trace_builder.h"

namespace mailtown::reader {
namespace {

using namespace std::chrono_literals;
constexpr std::int64_t second_us = 1'000'000;

TEST(QueueTimes, ADateIsATimeOfTheTrace) {
  trace::Header header;
  header.start =
      WallTime(std::chrono::sys_days(std::chrono::year(2026) / std::chrono::March / 2)) + 10h;
  EXPECT_EQ(trace_time_of(header, "Mon, 02 Mar 2026 10:05:38 +0000"), 338 * second_us);
  EXPECT_EQ(trace_time_of(header, "Tue, 03 Mar 2026 10:00:00 +0000"), 86'400 * second_us);
  for (const char* none : {"", "10:05:38", "soon", "Mon, 02 Mar 2026", "Mon, 02 Mar 2026 1:x:38"}) {
    EXPECT_FALSE(trace_time_of(header, none)) << none;
  }
}

TEST(QueueTimes, ASpanIsItsPartsTogether) {
  EXPECT_EQ(span_us("5d"), 5 * 86'400 * second_us);
  EXPECT_EQ(span_us("4h 20m"), 15'600 * second_us);
  EXPECT_EQ(span_us("1m 3s"), 63 * second_us);
  EXPECT_EQ(span_us("0s"), 0);
  for (const char* none : {"", "5", "d", "5 d", "5x", "-1s"}) EXPECT_FALSE(span_us(none)) << none;
}

// Of a letter that was taken in before the trace began, its age tells since when it waits.
TEST(QueueTimes, ALetterIsGivenUpAtItsLimit) {
  TraceBuilder builder;
  builder.machine("a.example.org", "", "192.0.2.1", {"mta"});
  trace::Decision retry;
  retry.about = "retry";
  retry.subject = "L";
  retry.inputs = {{"age", "1h"}, {"limit", "5d"}};
  builder.wait(7 * second_us);
  builder.add(0, 0, 0, "L", trace::QueueStep{.step = "trying", .recipient = "b@example.com"});
  builder.add(0, 0, 0, "L", retry);
  const Reading reading(std::move(builder.trace));
  Timeline timeline(reading);
  const auto& letter = timeline.at(2).queues.at("a.example.org").at("L");
  EXPECT_EQ(letter.gives_up_us, (7 - 3600 + 5 * 86'400) * second_us);
}

}  // namespace
}  // namespace mailtown::reader
