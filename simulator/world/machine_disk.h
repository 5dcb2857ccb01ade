// MachineDisk: the files of one simulated machine, as seen from outside its programs.
//
// Programs reach the same files through Disk (platform/disk.h). What is put here from outside is
// synced at once. The disk also has the faults that a scenario may ask for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"

namespace mailtown::sim {

class DiskState;

class MachineDisk {
 public:
  explicit MachineDisk(DiskState& state) : state_(state) {}

  // Makes or replaces a file, and the folders above it.
  void put(const std::string& path, std::string_view bytes);
  // Removes a file for good; false if there is none.
  bool remove(const std::string& path);
  std::optional<std::string> get(const std::string& path) const;  // as a program would read it now
  std::vector<std::string> files() const;                         // all paths, sorted by byte

  // Bytes that all files together may have; appending beyond fails with `full`.
  void set_capacity(std::uint64_t bytes);
  void set_sync_latency(Duration latency);  // of each sync; none by default
  // Called right after a sync of that path is safe on the disk and before the program learns of
  // it: the place to crash the machine.
  void after_sync(std::function<void(const std::string& path)> hook);

 private:
  DiskState& state_;
};

}  // namespace mailtown::sim
