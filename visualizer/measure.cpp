#include "visualizer/measure.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include <fmt/core.h>
#include <time.h>

namespace mailtown::view {
namespace {

// Of /proc/self/status, in megabytes; 0 where there is no such file.
double memory_mb(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field + ":")) return std::stod(line.substr(field.size() + 1)) / 1024;
  }
  return 0;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times.empty() ? 0 : times[times.size() / 2];
}
double longest(const std::vector<double>& times) {
  return times.empty() ? 0 : *std::max_element(times.begin(), times.end());
}

// How long it takes to know the state at steps here and there, forwards and back, without drawing.
std::vector<double> time_states(ShownRun& run) {
  std::vector<double> times;
  constexpr Step places = 101, stride = 37;  // no common divisor: each place once, none in order
  for (Step i = 0; i < places; ++i) {
    const Step step = 1 + i * stride % places * (run.last() - 1) / (places - 1);
    const double began_ms = cpu_ms();
    run.state(step);
    times.push_back(cpu_ms() - began_ms);
  }
  return times;
}

}  // namespace

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::string measure(App& app, View& view, double load_cpu_ms, const Elapsed& elapsed_ms) {
  app.frame();
  const double first_frame_ms = elapsed_ms();
  const double first_ms = app.built_ms();
  std::vector<double> jumps, frames;
  const Step last = view.run().last();
  constexpr Step places = 24;
  for (Step i = 0; i <= places; ++i) {
    view.go(1 + i * (last - 1) / places);
    view.set_filter(static_cast<Filter>(i % 3));
    if (i == places / 3) view.map().fit();
    if (i == places / 2) view.map().toggle_follow();
    view.set_inside(static_cast<Inside>(i % inside_names.size()));
    view.set_stage(i < places / 2 ? Stage::map : static_cast<Stage>(i % stage_names.size()));
    app.frame();
    jumps.push_back(app.built_ms());
    for (int n = 0; n < 8; ++n) {
      app.frame();
      frames.push_back(app.built_ms());
    }
  }
  const std::vector<double> states = time_states(view.run());
  return fmt::format(
      "{{\"events\":{},\"machines\":{},\"load_cpu_ms\":{:.0f},\"first_frame_after_ms\":{:.0f},"
      "\"first_build_ms\":{:.2f},\"frame_median_ms\":{:.2f},\"frame_max_ms\":{:.2f},"
      "\"jump_median_ms\":{:.2f},\"jump_max_ms\":{:.2f},\"state_median_ms\":{:.2f},"
      "\"state_max_ms\":{:.2f},\"memory_mb\":{:.0f},\"memory_peak_mb\":{:.0f}}}",
      last, view.run().reading().header().machines.size(), load_cpu_ms, first_frame_ms, first_ms,
      median(frames), longest(frames), median(jumps), longest(jumps), median(states),
      longest(states), memory_mb("VmRSS"), memory_mb("VmHWM"));
}

}  // namespace mailtown::view
