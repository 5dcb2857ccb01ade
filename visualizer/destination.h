// Where somebody wants to go, in the words that he types: a step, a time, so much later.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "simulator/reader/joined.h"

namespace mailtown::view {

struct ToStep {
  reader::Step step = 0;
};
struct ToClock {
  std::int64_t us_of_day = 0;
};
struct Later {
  std::int64_t us = 0;  // earlier if negative
};
using Destination = std::variant<ToStep, ToClock, Later>;

// "40"; "10:05", "10:05:30"; "+5d", "-90s", "+1h30m" (units d, h, m, s). Nothing if it is none.
std::optional<Destination> parse_destination(std::string_view text);

}  // namespace mailtown::view
