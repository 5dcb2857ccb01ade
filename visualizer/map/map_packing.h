// Regions of known sizes put into a room so that what stands in them is as large as can be.
#pragma once

#include <vector>

#include "visualizer/geometry.h"

namespace mailtown::view {

struct Packing {
  float scale = 0;         // by which the sizes were multiplied; 0: they do not fit
  std::vector<Box> boxes;  // in the order of the sizes; none overlaps another
};

// `margin` is the least distance between two boxes, in pixels on the ellipse, in the units of the
// sizes in rows. On an ellipse the first stands at the top, or else at the left.
Packing pack_on_ellipse(const std::vector<Point>& sizes, Box room, float margin, bool first_on_top);
Packing pack_in_rows(const std::vector<Point>& sizes, Box room, float margin, float scale_max);

}  // namespace mailtown::view
