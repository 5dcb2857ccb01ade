// Where domains and machines stand on the map: computed from the trace's header alone.
//
// Every domain is a region; the machines that belong to no domain (root, top-level domains, the
// provider's resolver) share one region at the top. Regions stand on an ellipse in the order of the
// header, so the same world always looks the same, and no region overlaps another.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trace/event.h"
#include "visualizer/geometry.h"

namespace mailtown::view {

struct MapMachine {
  std::string name;   // "mx1.example.com"
  std::string label;  // what of it is not said by its region: "mx1"
  std::vector<std::string> roles;
  Box box;
};

struct MapRegion {
  std::string domain;  // empty: the machines without a domain
  Box box;
  Box title;
  // Indices into MapLayout::machines: servers in the upper rows, people's machines in the lower.
  std::vector<std::vector<std::size_t>> rows;
};

struct MapLayout {
  std::vector<MapRegion> regions;
  std::vector<MapMachine> machines;  // in the header's order
  float scale = 1;                   // of cards and what stands on them

  std::optional<std::size_t> find(std::string_view machine) const;
};

// `unit` is the spacing grid in pixels (8 at 100 % text size).
MapLayout lay_out(const trace::Header& header, Box area, float unit);

// The way between two machines: from one card's edge to the other's, bent so that it crosses no
// other card if that can be had. The way back is the same way.
Curve route(const MapLayout& layout, std::size_t from, std::size_t to);

}  // namespace mailtown::view
