// Two runs of much the same scenario: where they part, and which moment of one is which of the
// other.
#pragma once

#include <cstdint>

#include "simulator/reader/reading.h"

namespace mailtown::view {

using reader::Step;

// The first step at which the runs differ: the events before it are the same, one by one. Past the
// end of the shorter one if it is the beginning of the other; 0 if both are the same. Looks at the
// first `limit` steps only.
Step first_difference(const reader::Reading& one, const reader::Reading& other,
                      Step limit = SIZE_MAX);

// Where to stand in `after` for whoever stands at `step` in `before`: at the same event if it is
// there, else at the last one that is not later.
Step same_moment(const reader::Reading& before, Step step, const reader::Reading& after);

}  // namespace mailtown::view
