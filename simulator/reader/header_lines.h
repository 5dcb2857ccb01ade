// What a person reads of a letter's header, out of a stored body.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mailtown::reader {

// The subject of a text as trace::visible_text() writes it, encoded words decoded; empty if it has
// none.
std::string subject_of(std::string_view visible_text);

// A field of a header, its value unfolded and decoded.
struct HeaderLine {
  std::string name, value;
};
// All of a text's header, in its order. What is no header gives none.
std::vector<HeaderLine> header_lines(std::string_view visible_text);

}  // namespace mailtown::reader
