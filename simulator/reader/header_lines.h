// A header field out of a stored body, for showing it. Not a parser: reference/message is.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::reader {

// The first field of that name in a text as trace::visible_text() writes it; empty if none. Folded
// lines are not joined.
std::string header_line(std::string_view visible_text, std::string_view name);

}  // namespace mailtown::reader
