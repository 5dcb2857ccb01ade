#include "visualizer/present/present.h"

#include <algorithm>
#include <array>

#include "visualizer/view.h"

namespace mailtown::view {
namespace {

// From the last row of a lecture hall, 100 per cent cannot be read.
constexpr int hall_percent = 150;

}  // namespace

void toggle_present(View& view) {
  Present& present = view.present();
  present.on = !present.on;
  present.uncovered = 0;
  if (present.on) {
    present.percent_before = view.percent();
    view.set_percent(std::max(view.percent(), hall_percent));
  } else {
    view.set_percent(present.percent_before);
  }
}

void next_text_size(View& view) {
  constexpr std::array sizes{100, 150, 200, 300};
  const auto larger = std::upper_bound(sizes.begin(), sizes.end(), view.percent());
  view.set_percent(larger == sizes.end() ? sizes.front() : *larger);
}

void uncover(View& view) {
  if (is_asking(view)) return reveal_answer(view);
  view.present().uncovered = view.step();
}

bool is_why_covered(const View& view) {
  return view.present().on && view.step() != 0 && view.present().uncovered != view.step() &&
         std::holds_alternative<trace::Decision>(view.run().reading().event(view.step()).payload);
}

bool is_layout_locked(const View& view) {
  return view.present().on;
}

std::optional<NowBeat> beat_now(const View& view) {
  const auto& steps = view.run().beat_steps();
  const auto after = std::upper_bound(steps.begin(), steps.end(), view.step());
  if (after == steps.begin()) return std::nullopt;
  NowBeat now{static_cast<std::size_t>(after - steps.begin()), steps.size(), *(after - 1), {}};
  for (const reader::Beat& beat : view.telling().beats) {
    if (std::find(beat.steps.begin(), beat.steps.end(), now.step) == beat.steps.end()) continue;
    if (!now.say.empty()) now.say += "\n";
    now.say += beat.say;
  }
  return now;
}

}  // namespace mailtown::view
