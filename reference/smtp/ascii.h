// Letters as SMTP compares them: verbs, keywords and domains know no case (RFC 5321 §2.4).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace mailtown::smtp {

inline char upper_case(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = upper_case(c);
  return upper;
}

// Equal but for case.
inline bool same_text(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return upper_case(a) == upper_case(b); });
}

}  // namespace mailtown::smtp
