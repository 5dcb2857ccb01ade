// Where the trace can be entered: the steps of one kind of interest, in their order.
//
// Part of what the keys jump to. Nothing here draws.
#pragma once

#include <algorithm>
#include <array>
#include <string>
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

// Whether a reply of SMTP, POP3 or IMAP says no, as an answer to a decision.
bool is_refusing(const std::string& reply);

class Stops {
 public:
  explicit Stops(const reader::Reading& reading);  // looks through the trace once

  const std::vector<Step>& of(Unit unit) const { return steps_[static_cast<std::size_t>(unit)]; }
  bool is_one(Unit unit, Step step) const {
    return std::binary_search(of(unit).begin(), of(unit).end(), step);
  }

 private:
  std::array<std::vector<Step>, unit_count> steps_;
};

}  // namespace mailtown::view
