#include "simulator/reader/header_lines.h"

#include <algorithm>
#include <cctype>

#include "trace/json_codec.h"

namespace mailtown::reader {

namespace {

bool same_letters(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::string header_line(std::string_view visible_text, std::string_view name) {
  const auto text = trace::from_visible_text(visible_text);
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    const auto colon = line.find(':');
    if (trimmed(line).empty()) return {};  // the header is over
    if (colon != line.npos && same_letters(line.substr(0, colon), name)) {
      return std::string(trimmed(line.substr(colon + 1)));
    }
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  return {};
}

}  // namespace mailtown::reader
