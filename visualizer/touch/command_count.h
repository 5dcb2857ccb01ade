// Which commands a machine's mail server has had so far, as exact faults count them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulator/reader/reading.h"

namespace mailtown::view {

// How many commands `to` (a verb, "CONNECT" for connections, "." for letters' ends) arrived at the
// machine's port 25 before `step`.
std::uint64_t commands_before(const reader::Reading& reading, reader::Step step,
                              const std::string& machine, std::string_view to);

// The verb of the command that arrives at the machine's port 25 at this very step, or "".
std::string present_command(const reader::Reading& reading, reader::Step step,
                            const std::string& machine);

}  // namespace mailtown::view
