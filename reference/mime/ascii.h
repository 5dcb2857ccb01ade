// Blanks and digits as the grammars of messages mean them: ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

#include "text/ascii.h"

namespace mailtown::mime {

constexpr bool is_blank(char c) {  // WSP, and what is left of line ends
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// What a hexadecimal digit stands for; -1 for anything else.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = to_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace mailtown::mime
