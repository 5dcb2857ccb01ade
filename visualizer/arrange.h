// Which panel stands where in the window.
#pragma once

#include "visualizer/geometry.h"
#include "visualizer/view.h"

namespace mailtown::view {

// Where the panels stand; an empty box means that a panel is not shown.
struct Arrangement {
  Box top, map, steps, dialogue, why, timeline;
  Box notice, notes;
  float edge = 0;     // beside the panels
  float tabs_y = 0;   // where tabs begin
  bool tabs = false;  // one panel at a time, chosen by View::pane()
};

// What is there only at times, by its height in pixels.
struct Extras {
  bool breakpoints = false;  // a line of the timeline
  float notice = 0;          // under the top
  float notes = 0;           // above the timeline; at most half of what is left is theirs
  bool questions = false;    // are asked: the lower panels are higher
  bool asking = false;       // a question stands: alone in a small window, it has all of it
};

// Three arrangements, by the room there is in units of the text size: all panels; the map and one
// panel; one panel. With breakpoints the timeline is higher by a line, which tells them.
Arrangement arrange(Point window, float unit, Pane pane, const Extras& extras);
inline constexpr float breakpoints_h = 2;  // of that line, in units

}  // namespace mailtown::view
