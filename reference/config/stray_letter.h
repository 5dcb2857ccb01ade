// Looks a TOML text through for letters outside ASCII that stand neither in quotes nor in a
// comment, before it is parsed.
//
// The usual case is a Cyrillic letter that looks like a Latin one, or a key in one's own language.
// Debian's toml++ 3.3 has undefined behaviour at such a letter: its
// is_non_ascii_horizontal_whitespace() tells the compiler that there are none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown::config {

struct StrayLetter {
  std::uint32_t line = 0;  // from 1
  std::string word;        // the letter and the word around it
};

// The first stray letter, if there is one.
std::optional<StrayLetter> find_stray_letter(std::string_view toml);

}  // namespace mailtown::config
