#include "visualizer/timeline_bins.h"

#include <algorithm>

namespace mailtown::view {

bool is_of_dns(const trace::Event& event) {
  if (const auto* decision = std::get_if<trace::Decision>(&event.payload)) {
    return decision->about->starts_with("dns.");
  }
  return trace::kind(event).starts_with("dns.");
}

std::vector<TimelineBin> bins_of(const TimeAxis& axis, const std::vector<trace::Event>& events,
                                 std::size_t count) {
  std::vector<TimelineBin> bins(std::max<std::size_t>(count, 1));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto bin = static_cast<std::size_t>(axis.at(i + 1) * static_cast<float>(bins.size()));
    TimelineBin& one = bins[std::min(bin, bins.size() - 1)];
    ++(is_of_dns(events[i]) ? one.dns : one.others);
  }
  return bins;
}

}  // namespace mailtown::view
