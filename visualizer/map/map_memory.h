// What drawing the map remembers from frame to frame.
#pragma once

#include "visualizer/map/map_links.h"
#include "visualizer/map/map_state.h"

namespace mailtown::view {

struct MapMemory {
  Box area;
  float unit = 0;
  MapLayout layout;
  MapLinks links;
  MapState state;
  Step followed = 0;  // the step that was last brought into sight
  std::vector<Box> labels;  // those of this frame, so that none hides another
};

}  // namespace mailtown::view
