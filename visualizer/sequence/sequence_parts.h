// The pieces of the sequence, each drawn on its own.
#pragma once

#include <algorithm>

#include "visualizer/sequence/sequence_panel.h"

namespace mailtown::view {

// In units: a row, the columns at its left, and the least that a lane needs.
inline constexpr float row_h = 4.25f, time_w = 11, fold_w = 2.5f, lane_min_w = 15;

// Where the lanes stand.
struct LaneAxis {
  float left = 0, room = 0, lane_w = 0, pan = 0;

  // The place of the lane in use with this number among them.
  float x(std::size_t place) const {
    return left + pan + (static_cast<float>(place) + 0.5f) * lane_w;
  }
  // Whether anything of the lane around this place is in sight.
  bool shows(float x) const { return x + lane_w / 2 >= left && x - lane_w / 2 <= left + room; }
  void clip(const Pen& pen, Box box) const {
    pen.list().PushClipRect({left, box.y}, {left + room, box.bottom()}, true);
  }
};

void draw_lane_heads(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box box);
void draw_lanes(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box visible);
void draw_row(const Pen& pen, View& view, const SequenceMemo& memo, const LaneAxis& axis,
              std::size_t index, Box row, bool is_now);

}  // namespace mailtown::view
