// Words of a line in the files and forms that programs write for themselves.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace mailtown {

// Takes a word off the front of `line`, with the blank behind it.
inline std::string_view take_word(std::string_view& line) {
  const auto end = std::min(line.find(' '), line.size());
  const auto taken = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return taken;
}

// Whether all of `digits` is one number that fits; then it is in `into`.
template <class Number>
bool read_number(std::string_view digits, Number& into, int base = 10) {
  const auto end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, into, base);
  return !digits.empty() && read.ec == std::errc() && read.ptr == end;
}

// In double quotes, with a backslash before quotes and backslashes (RFC 5322 §3.2.4, RFC 3501 §9).
inline std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace mailtown
