// Durations as people write them: "90s", "5m", "1h", "5d", "1h30m".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/clock.h"

namespace mailtown::config {

// Units: ms, s, m, h, d; several may follow each other. Nothing if it is not a duration, is zero,
// or is longer than a hundred years.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace mailtown::config
