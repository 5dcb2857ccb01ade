// The ways between machines on the map.
#pragma once

#include "visualizer/map/map_layout.h"

namespace mailtown::view {

// The way between two machines: from one card's edge to the other's, in a small world bent so that
// it crosses no other card if that can be had. The way back is the same way.
Curve route(const MapLayout& layout, std::size_t from, std::size_t to);
// The way between two regions that do not overlap. The way back is the other side of the road.
Curve route_between(const Box& from, const Box& to);

}  // namespace mailtown::view
