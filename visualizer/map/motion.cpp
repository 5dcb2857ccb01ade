#include "visualizer/map/motion.h"

#include <algorithm>

#include "visualizer/geometry.h"

namespace mailtown::view {
namespace {

constexpr float half_way = 0.5f;

// Whether the arrow keys stop at this step.
bool is_stop(const View& view, Step step) {
  const std::vector<Step>& steps = view.run().steps(view.filter());
  return std::binary_search(steps.begin(), steps.end(), step);
}

// Two stops: half the way at each. One stop: the whole way there.
Traveller moving(const View& view, const reader::Motion& motion) {
  const float p = eased(view.progress());
  if (view.step() != motion.sent) {
    if (motion.lost) return {&motion, half_way, true, true};
    const float from = motion.sent && is_stop(view, motion.sent) ? half_way : 0;
    return {&motion, from + (1 - from) * p, true, false};
  }
  const bool later = motion.lost || (motion.arrived && is_stop(view, motion.arrived));
  return {&motion, (later ? half_way : 1) * p, true, false};
}

}  // namespace

std::vector<Traveller> travellers(const View& view) {
  std::vector<Traveller> result;
  const Step step = view.step();
  if (step == 0) return result;
  ShownRun& run = view.run();
  for (const reader::Motion* motion : run.joined().in_motion(run.reading().event(step).time_us)) {
    if (motion->sent && motion->sent < step && motion->arrived > step) {
      result.push_back({motion, half_way, false, false});
    }
  }
  for (const std::size_t m : run.motions_at(step)) {
    result.push_back(moving(view, run.joined().motions[m]));
  }
  return result;
}

}  // namespace mailtown::view
