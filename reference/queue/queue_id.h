// Queue ids: short, unique on a machine, and sorted by time.
#pragma once

#include <string>

#include "platform/clock.h"
#include "platform/random.h"

namespace mailtown::queue {

// Microseconds of the wall clock and some random bits in an alphabet without vowels, so that no
// word comes out and 0/O, 1/I cannot be mixed up: "3M8kVd2TzWx". Fourteen characters.
std::string new_queue_id(WallTime now, Random& random);

}  // namespace mailtown::queue
