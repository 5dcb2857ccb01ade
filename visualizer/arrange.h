// Which panel stands where in the window.
#pragma once

#include "visualizer/geometry.h"
#include "visualizer/view.h"

namespace mailtown::view {

// Where the panels stand; an empty box means that a panel is not shown.
struct Arrangement {
  Box top, map, steps, dialogue, why, timeline;
  bool tabs = false;  // one panel at a time, chosen by View::pane()
};

// Three arrangements, by the room there is in units of the text size: all panels; the map and one
// panel; one panel. With breakpoints the timeline is higher by a line, which tells them.
Arrangement arrange(Point window, float unit, Pane pane, bool breakpoints);
inline constexpr float breakpoints_h = 2;  // of that line, in units

}  // namespace mailtown::view
