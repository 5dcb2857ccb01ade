// The traces of several running programs as one that grows.
//
// Each program counts time from its own start and knows only its own machine. Here all stand on one
// clock, the wall's, in the order of their times; the simulation's trace of many programs has no
// need for it, since there one clock stamps them all. An event is held back for a moment, so that
// those of the others that come before it are there: then steps keep their numbers. (With clocks
// that differ between machines they may still change; whoever looks at a step stays at it.)
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "simulator/reader/joined.h"
#include "visualizer/live/followed_file.h"
#include "visualizer/predict/question.h"

namespace mailtown::view {

class Live {
 public:
  explicit Live(const std::vector<std::string>& paths);

  // Reads what was added to the files. True if trace() or notice() changed.
  bool poll(WallTime now);
  // All of it as one trace.
  trace::Trace trace() const;
  // Where the event is now that stood at `step` of the trace before the last poll that changed it.
  reader::Step now_at(reader::Step step) const;
  // What must be known about the files; no key: nothing.
  Words notice() const;

 private:
  struct Place {
    std::size_t part = 0, event = 0;
    bool operator==(const Place&) const = default;
  };
  struct Part {
    const trace::Trace* trace = nullptr;
    std::size_t released = 0;  // of its events
  };

  void find_parts();
  bool release(WallTime now);
  WallTime time_of(const Part& part, std::size_t event) const;

  std::deque<FollowedFile> files_;
  std::vector<Part> parts_;  // in the order in which they appeared
  std::vector<Place> order_, order_before_;
};

}  // namespace mailtown::view
