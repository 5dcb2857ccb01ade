// Where the trace can be entered: the steps of one kind of interest, in their order.
//
// Part of what the keys jump to. Nothing here draws.
#pragma once

#include <array>
#include <vector>

#include "simulator/reader/reading.h"

namespace mailtown::view {

using reader::Step;

enum class Unit {
  decision,      // somebody decided
  line,          // somebody said something: a line or a letter's text
  conversation,  // one begins
  letter,        // one appears
  retry,         // a letter is tried once more
  refusal,       // a reply 4xx or 5xx, -ERR, NO, a refused connection, SERVFAIL or REFUSED
  wait,          // the first step after a long wait (time_axis.h)
};
inline constexpr std::size_t unit_count = 7;

class Stops {
 public:
  explicit Stops(const reader::Reading& reading);  // looks through the trace once

  const std::vector<Step>& of(Unit unit) const { return steps_[static_cast<std::size_t>(unit)]; }

 private:
  std::array<std::vector<Step>, unit_count> steps_;
};

}  // namespace mailtown::view
