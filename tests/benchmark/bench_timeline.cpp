// How long it takes to read a long trace and to find any state of it: first-letter, run after run,
// as if it were one.
//
//   bench_timeline [EVENTS]     by default a million
//
// Prints one line of JSON: the milliseconds to join the events, to play them once for the
// keyframes, and of going to 200 steps here and there the median and the longest.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "simulator/reader/timeline.h"
#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"

namespace mailtown {
namespace {

using Stopwatch = std::chrono::steady_clock;

double ms_since(Stopwatch::time_point start) {
  return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

// The same run again and again: later each time, with numbers and letters of its own.
trace::Trace repeated(const trace::Trace& once, std::size_t events) {
  trace::Trace whole;
  whole.header = once.header;
  const auto length_us = once.events.back().time_us + 60'000'000;
  constexpr trace::EventNumber numbers = 1'000'000;  // more than a run has
  for (std::size_t round = 0; whole.events.size() < events; ++round) {
    for (trace::Event event : once.events) {
      event.time_us += static_cast<std::int64_t>(round) * length_us;
      event.number += round * numbers;
      if (event.cause != 0) event.cause += round * numbers;
      if (event.conversation != 0)
        event.conversation += static_cast<trace::Conversation>(round * 1'000);
      if (!event.letter.empty()) event.letter = event.letter + "-" + std::to_string(round);
      whole.events.push_back(std::move(event));
    }
  }
  return whole;
}

}  // namespace
}  // namespace mailtown

int main(int argc, char** argv) {
  using namespace mailtown;
  const std::size_t events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const auto scenario = scenario::load_scenario(MAILTOWN_SOURCE_DIR "/scenarios/first-letter.toml");
  if (!scenario) return 2;
  const auto result = run::run_simulated(*scenario);
  if (!result) return 2;
  auto trace = repeated(result->trace, events);

  auto start = Stopwatch::now();
  const reader::Reading reading(std::move(trace));
  const double join_ms = ms_since(start);
  start = Stopwatch::now();
  reader::Timeline timeline(reading);
  const double keyframes_ms = ms_since(start);
  std::vector<double> times;
  std::uint64_t draw = 1;
  for (int i = 0; i < 200; ++i) {
    draw = draw * 6364136223846793005 + 1442695040888963407;  // Knuth's
    start = Stopwatch::now();
    timeline.at(1 + (draw >> 20) % reading.steps());
    times.push_back(ms_since(start));
  }
  std::sort(times.begin(), times.end());
  fmt::print(
      "{{\"events\":{},\"join_ms\":{:.0f},\"keyframes_ms\":{:.0f},\"go_median_ms\":{:.2f},"
      "\"go_max_ms\":{:.2f}}}\n",
      reading.steps(), join_ms, keyframes_ms, times[times.size() / 2], times.back());
  return 0;
}
