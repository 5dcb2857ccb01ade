#include "visualizer/arrange.h"

namespace mailtown::view {
namespace {

// In units of the spacing grid: from here on there is room for all panels, or for two.
constexpr float wide_w = 116, wide_h = 68, split_w = 78, split_h = 44;

void place_alone(Arrangement& a, Box middle, Pane pane) {
  const auto box_if = [&](Pane which) { return pane == which ? middle : Box{}; };
  a.map = box_if(Pane::map);
  a.steps = box_if(Pane::steps);
  a.dialogue = box_if(Pane::dialogue);
  a.why = box_if(Pane::why);
}

}  // namespace

Arrangement arrange(Point window, float unit, Pane pane, const Extras& extras) {
  const float columns = window.x / unit, rows = window.y / unit;
  const bool wide = columns >= wide_w && rows >= wide_h;
  const bool split = !wide && columns >= split_w && rows >= split_h;
  const float u = unit, edge = wide ? 2 * u : u, gap = u;
  Arrangement a;
  a.edge = edge;
  a.tabs = !wide;
  a.top = {0, 0, window.x, (wide ? 8.f : split ? 5.f : 4.f) * u};
  const float plain_h = wide ? 9.f : split ? 7.f : 4.5f;
  const float time_h = (plain_h + (extras.breakpoints ? breakpoints_h : 0)) * u;
  a.timeline = {edge, window.y - time_h - edge / 2, window.x - 2 * edge, time_h};
  float top = a.top.bottom();
  if (extras.notice > 0) {
    a.notice = {edge, top, window.x - 2 * edge, extras.notice};
    top = a.notice.bottom() + (wide ? gap : 0);
  }
  a.tabs_y = top;
  top += wide ? 0 : 4 * u;  // the tabs stand between
  Box middle{edge, top, window.x - 2 * edge, a.timeline.y - gap - top};
  const bool asking = extras.asking && pane == Pane::why;
  if (split && asking) {  // nothing else moves until it is answered
    middle.h = window.y - edge - top;
    a.timeline = {};
  }
  if (extras.notes > 0) {
    // Where text is as large as the window, the timeline gives way to it.
    if (!wide && !split) {
      middle.h = window.y - edge - top;
      a.timeline = {};
    }
    const float h = std::min(extras.notes, middle.h / 2);
    a.notes = {edge, middle.bottom() - h, middle.w, h};
    middle.h -= h + gap;
  }
  if (wide) {
    const float steps_w = std::clamp(0.29f * middle.w, 42 * u, 64 * u);
    // Who presents shows the map.
    const bool presents = extras.notes > 0;
    const float lower = extras.questions ? 0.46f : presents ? 0.3f : 0.36f;
    const float lower_h = std::clamp(lower * middle.h, (presents ? 21 : 22) * u, 46 * u);
    const float left_w = middle.w - steps_w - gap;
    a.steps = {middle.right() - steps_w, middle.y, steps_w, middle.h};
    a.map = {middle.x, middle.y, left_w, middle.h - lower_h - gap};
    const float talk_w = std::round(0.45f * left_w), low = a.map.bottom() + gap;
    a.dialogue = {middle.x, low, talk_w, lower_h};
    a.why = {middle.x + talk_w + gap, low, left_w - talk_w - gap, lower_h};
  } else if (split) {
    // A question needs room for its choices.
    // Who presents shows the map and what to say, and else only what he asks for.
    const bool map_alone = extras.notes > 0 && pane == Pane::map;
    const float share = map_alone ? 1.f : asking ? 0.45f : 0.6f;
    const float map_w = std::round(share * middle.w);
    if (!map_alone) {
      place_alone(a, {middle.x + map_w + gap, middle.y, middle.w - map_w - gap, middle.h},
                  pane == Pane::map ? Pane::steps : pane);
    }
    a.map = {middle.x, middle.y, map_w, middle.h};
  } else if (asking) {
    const float from = a.top.bottom();
    a = {};
    a.top = {0, 0, window.x, 4 * u};
    a.why = {edge, from, window.x - 2 * edge, window.y - from - edge};
  } else {
    place_alone(a, middle, pane);
  }
  return a;
}

}  // namespace mailtown::view
