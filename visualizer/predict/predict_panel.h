// The panel that asks, tells what was right, and counts. It stands where the why stands.
#pragma once

#include "visualizer/pen.h"
#include "visualizer/view.h"

namespace mailtown::view {

struct Memory;

// Draws the question that stands, or the score at the end, or above the why of an answer what was
// said; returns what is left of the box for the why, empty if nothing is.
Box draw_predict(const Ui& ui, View& view, Memory& memory, Box box);

}  // namespace mailtown::view
