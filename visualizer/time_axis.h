// The timeline's axis: virtual time with long waits shortened.
//
// Mail waits for days and then talks for milliseconds. On a true axis everything would fall on two
// points; by step numbers no wait would be seen. So each step takes one unit, and a wait before it
// adds some more, by its logarithm.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/event.h"

namespace mailtown::view {

// What counts as a long wait.
inline constexpr std::int64_t long_wait_us = 10'000'000;

class TimeAxis {
 public:
  explicit TimeAxis(const std::vector<trace::Event>& events);

  // Where a step (from 1) lies, 0..1.
  float at(std::size_t step) const;
  // The step nearest to a place; 0 if there are no events.
  std::size_t step_at(float place) const;

  struct Wait {
    float from = 0, to = 0;  // places
    std::int64_t us = 0;
  };
  // The long waits, which the axis shortens most.
  const std::vector<Wait>& waits() const { return waits_; }

 private:
  std::vector<float> places_;
  std::vector<Wait> waits_;
};

}  // namespace mailtown::view
