// The trace's file format: JSON lines, a header first.
//
// Writing is byte-for-byte repeatable: fields in the order of payloads.h, empty fields left out.
// Reading takes fields in any order and ignores unknown ones.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.h"
#include "trace/event.h"
#include "trace/event_scanner.h"

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

// The same from blocks of any size, so that a large file need not be in memory.
class TraceReader {
 public:
  void take(std::string_view block);
  // After the last block; a line without its end is damage.
  ReadTrace finish();
  bool is_damaged() const { return !read_.damage.empty(); }
  void reserve(std::size_t events) { read_.trace.events.reserve(events); }

 private:
  void take_line(std::string_view line);
  void fail(const Failure& failure);

  ReadTrace read_;
  EventScanner scanner_;
  std::string rest_;  // of a line whose end has not come yet
  std::size_t line_ = 0;
};

}  // namespace mailtown::trace
