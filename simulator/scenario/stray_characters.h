// Guards toml++ 3.3 from characters that it does not survive.
//
// Outside of quotes and comments TOML is ASCII. There toml++ 3.3 asks whether a character such as
// a Cyrillic letter is a kind of blank, and its answer is undefined behaviour.
#pragma once

#include <optional>
#include <string_view>

namespace mailtown::scenario {

// The line, from 1, of the first character outside ASCII that is in neither quotes nor a comment.
std::optional<int> line_of_stray_character(std::string_view text);

}  // namespace mailtown::scenario
