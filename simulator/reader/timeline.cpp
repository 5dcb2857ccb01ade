#include "simulator/reader/timeline.h"

#include <algorithm>

namespace mailtown::reader {

Timeline::Timeline(const Reading& reading)
    : reading_(reading),
      interval_(std::max<Step>(64, reading.steps() / keyframes_max + 1)),
      current_(initial_state(reading)) {
  keyframes_.push_back(current_);
  while (current_.step < reading_.steps()) {
    apply_next(current_, reading_);
    if (current_.step % interval_ == 0) keyframes_.push_back(current_);
  }
}

const WorldState& Timeline::at(Step step) {
  step = std::min(step, reading_.steps());
  const auto& keyframe = keyframes_[std::min(step / interval_, keyframes_.size() - 1)];
  if (step < current_.step || keyframe.step > current_.step) current_ = keyframe;
  while (current_.step < step) apply_next(current_, reading_);
  return current_;
}

Step Timeline::step_at(std::int64_t time_us) const {
  const auto& events = reading_.trace().events;
  const auto later = std::upper_bound(
      events.begin(), events.end(), time_us,
      [](std::int64_t time, const trace::Event& event) { return time < event.time_us; });
  return static_cast<Step>(later - events.begin());
}

}  // namespace mailtown::reader
