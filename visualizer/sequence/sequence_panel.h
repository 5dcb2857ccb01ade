// Draws the sequence: a lane for each machine, time downwards. Only rows in sight are drawn.
#pragma once

#include <optional>

#include "visualizer/pen.h"
#include "visualizer/row_area.h"
#include "visualizer/sequence/sequence_rows.h"
#include "visualizer/view.h"

namespace mailtown::view {

// What is kept from frame to frame, made anew when the run or the choice changes.
struct SequenceMemo {
  const void* of = nullptr;  // the run's events
  Step steps = 0;
  report::Sequence outline;
  SequenceChoice choice;
  SequenceRows rows;
  RowScroll scroll;
  // What was seen last: rows, and of the lanes those that were wide.
  std::size_t first_row = 0, last_row = 0;
  std::size_t first_lane = 0, wide_lanes = 0;
  // The first lane of those that a key made wide; none: those of the rows in sight are.
  std::optional<std::size_t> lane;
  // What was last scrolled to.
  Step step = 0;
  Box box;
  float unit = 0;
};

void draw_sequence(const Ui& ui, View& view, SequenceMemo& memo, Box box);

}  // namespace mailtown::view
