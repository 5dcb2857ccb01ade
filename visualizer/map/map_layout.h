// Where domains and machines stand on the map: computed from the trace's header alone.
//
// Every domain is a region; the machines that belong to no domain (root, top-level domains, the
// provider's resolver) share one region at the top. A few regions stand on an ellipse in the order
// of the header, many in rows, so the same world always looks the same, and no region overlaps
// another. All of the world fits the room; whoever wants to see more looks through a lens.
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
  std::string label;  // what of it is not said by its region and its neighbours: "mx1", "root"
  std::vector<std::string> roles;
  Box box;
  std::size_t region = 0;
};

struct MapRegion {
  std::string domain;  // empty: the machines without a domain
  Box box;
  Box title;
  // Indices into MapLayout::machines: servers in the upper rows, people's machines in the lower.
  std::vector<std::vector<std::size_t>> rows;
};

struct MapLayout {
  Box area;  // in which all of it stands
  std::vector<MapRegion> regions;
  std::vector<MapMachine> machines;  // in the header's order
  std::vector<std::size_t> by_name;  // indices of machines, by their names
  float scale = 1;                   // of cards and what stands on them

  std::optional<std::size_t> find(std::string_view machine) const;
};

// `unit` is the spacing grid in pixels (8 at 100 % text size).
MapLayout lay_out(const trace::Header& header, Box area, float unit);

}  // namespace mailtown::view
