// Time as a mail program sees it: a monotonic clock for waiting, a wall clock for dates.
//
// now() is constant within a turn (between two waits), in both worlds' contract: a decision that
// asks twice gets one answer.
#pragma once

#include <chrono>
#include <cstdint>

#include "platform/task.h"

namespace mailtown {

using Duration = std::chrono::nanoseconds;

// A clock type that nobody can ask for the time by accident: only Clock::now() makes instants.
struct MonotonicTime {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
  using time_point = std::chrono::time_point<MonotonicTime>;
  static constexpr bool is_steady = true;
};

using Instant = MonotonicTime::time_point;  // nanoseconds since the program's world began
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;  // UTC
using Deadline = Instant;  // a wait ends with timed_out at it

inline constexpr Deadline no_deadline = Instant::max();

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  virtual WallTime wall() const = 0;
  // Returns at `when` or later; at once, but not before the next turn, if `when` is past.
  virtual Task<> sleep_until(Instant when) = 0;

  // The instant `wait` from now; durations that would overflow mean no deadline.
  Deadline in(Duration wait) const {
    return wait >= no_deadline - now() ? no_deadline : now() + wait;
  }
};

}  // namespace mailtown
