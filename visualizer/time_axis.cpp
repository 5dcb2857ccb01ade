#include "visualizer/time_axis.h"

#include <algorithm>
#include <cmath>

namespace mailtown::view {
namespace {

double width_of(std::int64_t wait_us) {
  return 1 + 1.5 * std::log1p(static_cast<double>(std::max<std::int64_t>(wait_us, 0)) / 50'000);
}

}  // namespace

TimeAxis::TimeAxis(const std::vector<trace::Event>& events) {
  std::vector<double> sums;
  sums.reserve(events.size());
  double sum = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i > 0) sum += width_of(events[i].time_us - events[i - 1].time_us);
    sums.push_back(sum);
  }
  places_.reserve(sums.size());
  for (const double s : sums) places_.push_back(sum > 0 ? static_cast<float>(s / sum) : 0.f);
  for (std::size_t i = 1; i < events.size(); ++i) {
    const std::int64_t wait = events[i].time_us - events[i - 1].time_us;
    if (wait >= long_wait_us) waits_.push_back({places_[i - 1], places_[i], wait});
  }
}

float TimeAxis::at(std::size_t step) const {
  if (places_.empty() || step == 0) return 0;
  return places_[std::min(step, places_.size()) - 1];
}

std::size_t TimeAxis::step_at(float place) const {
  if (places_.empty()) return 0;
  const auto after = std::lower_bound(places_.begin(), places_.end(), place);
  if (after == places_.begin()) return 1;
  const auto index = static_cast<std::size_t>(after - places_.begin());
  if (after == places_.end()) return index;
  return place - places_[index - 1] < *after - place ? index : index + 1;
}

}  // namespace mailtown::view
