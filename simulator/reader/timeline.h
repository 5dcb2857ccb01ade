// Any state of a run, forwards and backwards at the same cost.
//
// Keeps at most `keyframes_max` states spread over the run, and plays forward from the nearest
// earlier one.
#pragma once

#include <cstddef>
#include <vector>

#include "simulator/reader/world_state.h"

namespace mailtown::reader {

class Timeline {
 public:
  static constexpr std::size_t keyframes_max = 32;

  explicit Timeline(const Reading& reading);  // plays the whole run once

  // The state after `step` events; a step past the end gives the last state. The reference is
  // good until the next call.
  const WorldState& at(Step step);
  // The last step that happened at `time_us` or before; 0 if none.
  Step step_at(std::int64_t time_us) const;

 private:
  const Reading& reading_;
  Step interval_;
  std::vector<WorldState> keyframes_;  // keyframes_[i] is the state at i * interval_
  WorldState current_;
};

}  // namespace mailtown::reader
