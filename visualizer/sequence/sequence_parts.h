// The pieces of the sequence, each drawn on its own.
#pragma once

#include <vector>

#include "visualizer/sequence/sequence_panel.h"

namespace mailtown::view {

// In units: a row, the columns at its left, and the least that a lane needs.
inline constexpr float row_h = 4.25f, time_w = 11, fold_w = 2.5f, lane_min_w = 15;

// How wide the column of the clock is; a small panel leaves that to the window's head.
inline float time_room(Box panel, float u) {
  return panel.w < 60 * u ? 0 : time_w * u;
}

// Where the lanes stand. Without room for all, those of the rows around one are wide, or those that
// a key chose, and the others narrow.
struct LaneAxis {
  float left = 0, room = 0;
  std::vector<float> middles, widths;    // of the lanes in use
  std::size_t first_wide = 0, wide = 0;  // of those; all are wide where there is room
  void clip(const Pen& pen, Box box) const {
    pen.list().PushClipRect({left, box.y}, {left + room, box.bottom()}, true);
  }
};

LaneAxis lanes_around(const SequenceMemo& memo, std::size_t row, float left, float room, float u);
void draw_lane_heads(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box box);
void draw_lanes(const Pen& pen, const SequenceMemo& memo, const LaneAxis& axis, Box visible);
void draw_row(const Pen& pen, View& view, const SequenceMemo& memo, const LaneAxis& axis,
              std::size_t index, Box row, bool is_now);

}  // namespace mailtown::view
