// The network between machines: who talks to whom in this run, and how fast and safe the way is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/map/map_layout.h"
#include "visualizer/shown_run.h"

namespace mailtown::view {

using Pair = std::pair<std::size_t, std::size_t>;  // of machines or of regions, the lower first

class MapLinks {
 public:
  MapLinks() = default;
  MapLinks(const ShownRun& run, const MapLayout& layout);

  // Between whom something travels at some time, or the header has a link of their own; sorted.
  const std::vector<Pair>& pairs() const { return pairs_; }
  // Whether more than names is asked for there: mail travels, or is fetched.
  bool carries_mail(const Pair& pair) const;
  // Links that are not like all others.
  const std::vector<Pair>& special() const { return special_; }
  // The way between two machines, from the first to the second.
  Curve between(const MapLayout& layout, std::size_t from, std::size_t to);
  Curve between_regions(const MapLayout& layout, std::size_t from, std::size_t to);

 private:
  std::vector<Pair> pairs_, mail_, special_;
  std::map<Pair, Curve> ways_, region_ways_;  // those that were asked for
};

// What the trace says of the network from one machine to another; null if nothing.
const trace::LinkInfo* link_between(const trace::Header& header, std::string_view from,
                                    std::string_view to);
// "80 ms, up to 10 ms more, 5 % lost".
std::string words_of(const trace::LinkInfo& link, const reader::Catalogue& words);

}  // namespace mailtown::view
