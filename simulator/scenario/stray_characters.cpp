#include "simulator/scenario/stray_characters.h"

#include <algorithm>

namespace mailtown::scenario {
namespace {

// Where a text in quotes that begins at `at` ends: behind its closing quotes, or, if it has none,
// at the end of its line or (in threes) of the file.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
  const bool long_form = text.substr(at, 3) == three;
  for (at += long_form ? 3 : 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (long_form && text.substr(at, 3) == three) {
      return at + 3;
    } else if (!long_form && (text[at] == quote || text[at] == '\n')) {
      return text[at] == quote ? at + 1 : at;
    }
  }
  return text.size();
}

}  // namespace

std::optional<int> line_of_stray_character(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // a byte order mark is fine
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return line;
    std::size_t next = at + 1;
    if (text[at] == '#') next = text.find('\n', at);
    if (text[at] == '"' || text[at] == '\'') next = end_of_quoted(text, at);
    next = std::min(next, text.size());
    for (; at < next; ++at) line += text[at] == '\n' ? 1 : 0;
  }
  return std::nullopt;
}

}  // namespace mailtown::scenario
