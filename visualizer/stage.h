// What stands in the two places that can show several things: the large one at the top, the stage,
// and the one at the lower left, where one looks into the machines.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace mailtown::view {

enum class Stage { map, sequence, compare };
enum class Inside {
  dialogue,
  states,
  names,
  routing,
  policy,
  queue,
  mailboxes,
  accounts,
  disk,
};

// In the order of the enumerations: the words of scripts, and with "view.stage." or "view.inside."
// before them the catalogue's keys.
inline constexpr std::array<std::string_view, 3> stage_names{"map", "sequence", "compare"};
inline constexpr std::array<std::string_view, 9> inside_names{
    "dialogue", "states", "names", "routing", "policy", "queue", "mailboxes", "accounts", "disk"};

// The neighbour in that direction; after the last comes the first.
template <class Choice, std::size_t N>
Choice neighbour(Choice now, int direction, const std::array<std::string_view, N>&) {
  constexpr int count = static_cast<int>(N);
  return static_cast<Choice>((static_cast<int>(now) + direction + count) % count);
}

}  // namespace mailtown::view
