#include "visualizer/touch/same_moment.h"

#include <algorithm>

#include "trace/json_codec.h"

namespace mailtown::view {
namespace {

// The program's number may differ where one of the runs has a machine more.
bool is_same(const reader::Reading& one, const reader::Reading& other, Step step) {
  trace::Event a = one.event(step);
  const trace::Event& b = other.event(step);
  if (a.time_us != b.time_us || a.number != b.number || a.cause != b.cause ||
      a.payload.index() != b.payload.index() || a.letter != b.letter ||
      one.machine(step) != other.machine(step) ||
      one.names().role_of_program(a.program) != other.names().role_of_program(b.program)) {
    return false;
  }
  a.program = b.program;
  std::string line_a, line_b;
  trace::append_event(line_a, a);
  trace::append_event(line_b, b);
  return line_a == line_b;
}

}  // namespace

Step first_difference(const reader::Reading& one, const reader::Reading& other, Step limit) {
  const Step both = std::min(one.steps(), other.steps());
  for (Step step = 1; step <= std::min(both, limit); ++step) {
    if (!is_same(one, other, step)) return step;
  }
  return both >= limit || one.steps() == other.steps() ? 0 : both + 1;
}

Step same_moment(const reader::Reading& before, Step step, const reader::Reading& after) {
  if (step == 0 || after.steps() == 0) return 0;
  if (first_difference(before, after, step) == 0) return std::min(step, after.steps());
  const std::int64_t now_us = before.event(step).time_us;
  if (step <= after.steps() && after.event(step).time_us == now_us) return step;
  const auto& events = after.trace().events;
  const auto later = std::upper_bound(
      events.begin(), events.end(), now_us,
      [](std::int64_t time, const trace::Event& event) { return time < event.time_us; });
  return std::max<Step>(1, static_cast<Step>(later - events.begin()));
}

}  // namespace mailtown::view
