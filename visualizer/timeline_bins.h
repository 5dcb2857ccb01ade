// What the timeline's bars show: how much happens in each part of it, DNS apart from the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/event.h"
#include "visualizer/time_axis.h"

namespace mailtown::view {

// A question or an answer of DNS, what a cache does, or a decision about one of these.
bool is_of_dns(const trace::Event& event);

struct TimelineBin {
  std::uint32_t dns = 0, others = 0;  // steps
};

// Of `count` equal parts of the axis, which is that of these events.
std::vector<TimelineBin> bins_of(const TimeAxis& axis, const std::vector<trace::Event>& events,
                                 std::size_t count);

}  // namespace mailtown::view
