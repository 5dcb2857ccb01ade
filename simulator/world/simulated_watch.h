// Watching folders of the simulated disk: names that change are told in the same turn.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "platform/disk.h"
#include "simulator/world/boot.h"
#include "simulator/world/program_services.h"

namespace mailtown::sim {

class SimulatedWatch final : public FolderWatch, private DiskWatcher {
 public:
  SimulatedWatch(Boot& boot, const std::vector<std::string>& folders)
      : boot_(boot), folders_(folders.begin(), folders.end()), changed_(boot) {
    boot_.machine().disk_state.add_watcher(*this);
  }
  ~SimulatedWatch() override { boot_.machine().disk_state.drop_watcher(*this); }

  std::optional<std::vector<std::string>> take() override;
  Task<bool> wait(Deadline deadline) override;
  void wake() override { changed_.wake_all(); }

 private:
  void name_changed(const std::string& path) override;

  Boot& boot_;
  std::set<std::string> folders_;
  std::set<std::string> names_;  // not taken yet
  bool all_ = false;             // look at everything
  std::uint64_t changes_ = 0;
  SimulatedSignal changed_;
};

}  // namespace mailtown::sim
