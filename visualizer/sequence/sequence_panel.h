// Draws the sequence: a lane for each machine, time downwards. Only rows in sight are drawn.
#pragma once

#include <memory>

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
  // What was last scrolled to.
  Step step = 0;
  Box box;
  float unit = 0;
};

void draw_sequence(const Ui& ui, View& view, SequenceMemo& memo, Box box);

}  // namespace mailtown::view
