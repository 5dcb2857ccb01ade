// What the map tells of machines and links at a step: up or down, letters that lie there, faults
// that last. Folded once a step, whatever the number of frames.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/map/map_layout.h"
#include "visualizer/shown_run.h"

namespace mailtown::view {

struct MachineSigns {
  std::size_t queued = 0, stored = 0;  // letters in the queue and in mailboxes
  bool up = true;                      // it has power and a network
  std::vector<std::string> troubles;   // faults that last: "refuse-connections", "disk-full"
};

class MapState {
 public:
  // Brings the signs to this step; cheap if they are there already.
  void refresh(ShownRun& run, const MapLayout& layout, Step step);

  const MachineSigns& of(std::size_t machine) const { return signs_[machine]; }
  // Whether the network between two machines is cut.
  bool is_cut(const std::string& one, const std::string& other) const {
    return cuts_.contains(std::minmax(one, other));
  }
  const std::set<std::pair<std::string, std::string>>& cuts() const { return cuts_; }

 private:
  void find_faults(const ShownRun& run);
  void apply_faults(const ShownRun& run, const MapLayout& layout);

  std::optional<std::vector<Step>> faults_;  // the steps at which one that lasts begins or ends
  std::optional<Step> step_;
  std::vector<MachineSigns> signs_;  // as MapLayout::machines
  std::set<std::pair<std::string, std::string>> cuts_;
};

}  // namespace mailtown::view
