// What a server promises with its 250 after DATA, checked from the trace alone.
#pragma once

#include <string>
#include <vector>

#include "trace/event.h"

namespace mailtown::run {

// A sentence for each 250 that a server sent for a letter although its trace had not told, since
// the letter's text came in, that a file in its queue grew and was synced with what it grew by, and
// that the folder was synced since that file was made. Counts the promises that were kept.
struct Promises {
  std::size_t kept = 0;
  std::vector<std::string> broken;
};
Promises promises_of(const trace::Trace& trace);

}  // namespace mailtown::run
