#include "simulator/world/machine_disk.h"

#include <stdexcept>

#include "simulator/world/disk_state.h"

namespace mailtown::sim {

namespace {

void must(const Result<>& done) {
  if (!done) throw std::invalid_argument(done.error().message());
}

}  // namespace

void MachineDisk::put(const std::string& path, std::string_view bytes) {
  must(state_.make_folder(parent_folder(path), {}));
  const auto file = state_.open(path, OpenMode::append, {});
  if (!file) throw std::invalid_argument(file.error().message());
  must(state_.truncate(**file, 0, {}));
  must(state_.append(**file, bytes, {}));
  (*file)->synced(bytes.size());
  state_.closed(**file);
  must(state_.sync_folder(parent_folder(path)));
}

bool MachineDisk::remove(const std::string& path) {
  const auto file = state_.find(path);
  if (!file || (*file)->is_folder()) return false;
  must(state_.remove(path));
  must(state_.sync_folder(parent_folder(path)));
  return true;
}

std::optional<std::string> MachineDisk::get(const std::string& path) const {
  const auto file = state_.find(path);
  if (!file || (*file)->is_folder()) return std::nullopt;
  return (*file)->bytes();
}

std::vector<std::string> MachineDisk::files() const {
  std::vector<std::string> paths;
  for (const auto& [path, inode] : state_.names()) {
    if (!inode->is_folder()) paths.push_back(path);
  }
  return paths;
}

void MachineDisk::set_capacity(std::uint64_t bytes) {
  state_.capacity = bytes;
}
void MachineDisk::set_sync_latency(Duration latency) {
  state_.sync_latency = latency;
}
void MachineDisk::after_sync(std::function<void(const std::string& path)> hook) {
  state_.after_sync = std::move(hook);
}

}  // namespace mailtown::sim
