// The trace's file format: JSON lines, a header first.
//
// Writing is byte-for-byte repeatable: fields in the order of payloads.h, empty fields left out.
// Reading takes fields in any order and ignores unknown ones.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.h"
#include "trace/event.h"

namespace mailtown::trace {

// Bytes as text that a person can read and that is valid UTF-8: a backslash, control characters and
// bytes that are not UTF-8 become \\ or \xNN. from_visible_text() gives the bytes back.
std::string visible_text(std::string_view bytes);
std::string from_visible_text(std::string_view text);

// Each appends one line, LF included.
void append_header(std::string& out, const Header& header);
void append_event(std::string& out, const Event& event);

Result<Header> parse_header(std::string_view line);
Result<Event> parse_event(std::string_view line);

// A whole file. A damaged or cut-off line ends the reading: what came before is in `trace`, and
// `damage` says which line and why.
struct ReadTrace {
  Trace trace;
  std::string damage;
};
ReadTrace read_trace(std::string_view text);

}  // namespace mailtown::trace
