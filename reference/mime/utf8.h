// UTF-8, character by character (RFC 3629).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mailtown::mime {

inline constexpr char32_t replacement_character = 0xFFFD;

struct Utf8Step {
  char32_t character = replacement_character;  // replacement_character: no UTF-8, or that itself
  std::size_t length = 1;                      // in bytes; of what is no UTF-8, 1
  bool is_valid = true;
  bool is_cut_off = false;  // no UTF-8 yet, but more bytes might make it so
};

// The character that `bytes` begin with; they are not empty. Only shortest forms, no surrogates.
Utf8Step next_utf8(std::string_view bytes);

void append_utf8(std::string& out, char32_t character);

// RFC 3629 from one end to the other.
bool is_utf8(std::string_view bytes);

// Bytes that are no UTF-8 become U+FFFD each.
std::string repaired_utf8(std::string_view bytes);

}  // namespace mailtown::mime
