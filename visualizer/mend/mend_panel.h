// The editor for a scenario that doesn't parse yet: its lines, and under a wrong one what is wrong.
#pragma once

#include "visualizer/pen.h"
#include "visualizer/view.h"

namespace mailtown::view {

// What drawing remembers.
struct MendMemory {
  std::size_t first = 0;  // the uppermost line seen
  TextEditor::Cursor seen;
};

// Over the whole window.
void draw_mend(const Ui& ui, View& view, MendMemory& memory, Box window);

}  // namespace mailtown::view
