// The wall time of one run of the scenario first-letter, without output: loading, planning,
// running.
//
//   bench_first_letter [RUNS]     by default 50
//
// Prints one line of JSON with the shortest, the median and the longest run.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"

int main(int argc, char** argv) {
  using namespace mailtown;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const std::size_t runs =
      std::max<std::size_t>(1, argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50);
  std::vector<double> times;
  std::size_t events = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const auto scenario =
        scenario::load_scenario(MAILTOWN_SOURCE_DIR "/scenarios/first-letter.toml");
    if (!scenario) return 2;
    const auto result = run::run_simulated(*scenario);
    if (!result) return 2;
    times.push_back(Milliseconds(std::chrono::steady_clock::now() - start).count());
    events = result->trace.events.size();
  }
  std::sort(times.begin(), times.end());
  fmt::print(
      "{{\"runs\":{},\"trace_events\":{},\"min_ms\":{:.2f},\"median_ms\":{:.2f},\"max_ms\":{:.2f}}}"
      "\n",
      runs, events, times.front(), times[times.size() / 2], times.back());
  return 0;
}
