// What was meant by a word that nobody knows: the known word that is fewest slips away.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::config {

// Slips between two words: letters left out, put in, changed, or two neighbours swapped.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, the earlier one if two are as near; nothing if none is near enough (more
// than a third of the word would have to change).
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace mailtown::config
