#include "simulator/world/simulated_watch.h"

#include <utility>

namespace mailtown::sim {

void SimulatedWatch::name_changed(const std::string& path) {
  if (folders_.contains(parent_folder(path))) names_.insert(path);
  // The folder itself, or one above it: all below it stand together behind "PATH/".
  const auto within = folders_.lower_bound(path + '/');
  const bool is_gone =
      folders_.contains(path) || (within != folders_.end() && within->starts_with(path + '/'));
  all_ = all_ || is_gone;
  if (!is_gone && !folders_.contains(parent_folder(path))) return;
  ++changes_;
  changed_.wake_all();
}

std::optional<std::vector<std::string>> SimulatedWatch::take() {
  const std::set<std::string> names = std::exchange(names_, {});
  if (std::exchange(all_, false)) return std::nullopt;
  return std::vector<std::string>(names.begin(), names.end());
}

Task<bool> SimulatedWatch::wait(Deadline deadline) {
  if (all_ || !names_.empty()) co_return true;
  const auto before = changes_;
  (void)co_await changed_.wait(deadline);
  co_return changes_ != before;
}

}  // namespace mailtown::sim
