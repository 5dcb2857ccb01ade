// The system's clocks, read once a turn.
//
// now() starts at zero when the world is made. Both clocks are read together when a turn first asks
// for either, and keep what they said until the turn ends (Loop::run_until).
#pragma once

#include <chrono>
#include <optional>

#include "platform/clock.h"

namespace mailtown::real {

class Loop;

class SystemClock : public Clock {
 public:
  explicit SystemClock(Loop& loop) : loop_(loop) {}
  Instant now() const override { return turn().now; }
  WallTime wall() const override { return turn().wall; }
  Task<> sleep_until(Instant when) override;

  // The same instant on the system's monotonic clock, for timers; no_deadline becomes its end.
  std::chrono::steady_clock::time_point on_steady_clock(Instant when) const;
  void end_turn() { turn_.reset(); }

 private:
  struct Turn {
    Instant now;
    WallTime wall;
  };
  const Turn& turn() const;

  Loop& loop_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  mutable std::optional<Turn> turn_;
};

}  // namespace mailtown::real
