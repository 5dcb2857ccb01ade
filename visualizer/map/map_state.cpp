#include "visualizer/map/map_state.h"

#include <algorithm>

namespace mailtown::view {
namespace {

constexpr std::string_view ended = "-ended";

// The fault's name without "-ended"; empty if it is one that does not last.
std::string_view lasting(std::string_view what) {
  if (what.ends_with(ended)) what.remove_suffix(ended.size());
  const bool lasts = what == "refuse-connections" || what == "down" || what == "partition" ||
                     what == "disk-full" || what == "strip-starttls";
  return lasts ? what : std::string_view{};
}

}  // namespace

void MapState::find_faults(const ShownRun& run) {
  faults_.emplace();
  for (Step step = 1; step <= run.last(); ++step) {
    const auto* fault = std::get_if<trace::FaultStruck>(&run.reading().event(step).payload);
    if (fault && !lasting(fault->what).empty()) faults_->push_back(step);
  }
}

void MapState::apply_faults(const ShownRun& run, const MapLayout& layout) {
  cuts_.clear();
  for (const Step step : *faults_) {
    if (step > step_) break;
    const auto& fault = std::get<trace::FaultStruck>(run.reading().event(step).payload);
    const std::string what(lasting(fault.what));
    const bool ends = fault.what.size() != what.size();
    if (what == "partition") {
      const std::pair<std::string, std::string> pair = std::minmax(fault.at, fault.detail);
      ends ? static_cast<void>(cuts_.erase(pair)) : static_cast<void>(cuts_.insert(pair));
      continue;
    }
    const auto machine = layout.find(fault.at);
    if (!machine) continue;
    MachineSigns& signs = signs_[*machine];
    if (what == "down") {
      signs.up = ends;
    } else {
      std::erase(signs.troubles, what);
      if (!ends) signs.troubles.push_back(what);
    }
  }
}

void MapState::refresh(ShownRun& run, const MapLayout& layout, Step step) {
  if (!faults_) find_faults(run);
  if (step_ == step && signs_.size() == layout.machines.size()) return;
  step_ = step;
  signs_.assign(layout.machines.size(), {});
  const reader::WorldState& state = run.state(step);
  apply_faults(run, layout);
  for (const auto& [name, machine] : state.machines) {
    const auto found = layout.find(name);
    if (found && !machine.up) signs_[*found].up = false;
  }
  for (const auto& [name, queue] : state.queues) {
    if (const auto found = layout.find(name)) signs_[*found].queued = queue.size();
  }
  for (const auto& [where, messages] : state.mailboxes) {
    if (const auto found = layout.find(where.first)) signs_[*found].stored += messages.size();
  }
}

}  // namespace mailtown::view
