// A trace file that a running program still writes: what was added since the last look.
//
// A line that is not whole yet waits for its end. A file that became shorter, or that another took
// the place of, begins anew; what was read before stays as a trace of its own, since it happened.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "trace/event.h"

namespace mailtown::view {

class FollowedFile {
 public:
  explicit FollowedFile(std::string path) : path_(std::move(path)) {}

  // Reads what was added. True if there is anything new: events, a header, or something to say.
  bool poll();

  const std::string& path() const { return path_; }
  // What was read: the file's trace and, before it, what stood there until it began anew. Each has
  // its header. References stay good.
  const std::deque<trace::Trace>& traces() const { return traces_; }

  enum class State {
    awaited,  // not there, and never was
    followed,
    cut,        // became shorter
    replaced,   // another file has its name now
    gone,       // removed; what was read stays
    unreadable  // a line is none of a trace: it was left out
  };
  State state() const { return state_; }
  const std::string& detail() const { return detail_; }  // of `unreadable`: which line and why

 private:
  void begin_anew(State why);
  bool read_on(std::uint64_t size);
  void take_line(std::string_view line);

  std::string path_;
  std::deque<trace::Trace> traces_;
  State state_ = State::awaited;
  std::string detail_;
  std::uint64_t file_ = 0, device_ = 0;  // which file it was
  std::uint64_t read_ = 0;               // bytes
  std::size_t lines_ = 0;
  std::string rest_;  // of a line that is not whole yet
  bool has_header_ = false;
};

}  // namespace mailtown::view
