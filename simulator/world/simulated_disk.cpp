#include "simulator/world/simulated_disk.h"

#include <algorithm>
#include <utility>

#include "simulator/world/simulated_watch.h"

namespace mailtown::sim {

namespace {

Failure dead() {
  return Failure{FailureKind::closed, "the program has ended"};
}

WallTime wall(Boot& boot) {
  return boot.core().options.start + boot.core().queue.now().time_since_epoch();
}

// Lets the disk work for its latency; at least until the next turn.
Task<> let_work(Boot& boot) {
  Wait wait(boot);
  auto done = wait.until(boot.core().queue.now() + boot.machine().disk_state.sync_latency);
  co_await std::move(done);
}

// What was synced is safe; whoever wants to crash here does so before the program goes on.
Task<> tell_synced(Boot& boot, std::string path) {
  const auto& hook = boot.machine().disk_state.after_sync;
  if (!hook) co_return;
  hook(path);
  Wait wait(boot);
  auto next_turn = wait.until(boot.core().queue.now());
  co_await std::move(next_turn);
}

class SimulatedFile final : public File {
 public:
  SimulatedFile(Boot& boot, InodePointer inode, std::string path, bool may_write)
      : boot_(boot), inode_(std::move(inode)), path_(std::move(path)), may_write_(may_write) {}
  ~SimulatedFile() override { boot_.machine().disk_state.closed(*inode_); }

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override {
    if (!boot_.alive()) return dead();
    const std::string& bytes = inode_->bytes();
    if (offset >= bytes.size()) return std::size_t{0};
    return bytes.copy(into.data(), into.size(), offset);
  }

  Result<> append(std::span<const char> bytes) override {
    if (const auto writable = check_writable(); !writable) return writable.error();
    return boot_.machine().disk_state.append(*inode_, bytes, wall(boot_));
  }

  Result<> truncate(std::uint64_t size) override {
    if (const auto writable = check_writable(); !writable) return writable.error();
    return boot_.machine().disk_state.truncate(*inode_, size, wall(boot_));
  }

  std::uint64_t size() const override { return inode_->bytes().size(); }

  Task<Result<>> sync() override {
    const std::uint64_t so_far = size();
    co_await let_work(boot_);
    inode_->synced(so_far);
    co_await tell_synced(boot_, path_);
    co_return Result<>();
  }

 private:
  Result<> check_writable() const {
    if (!boot_.alive()) return dead();
    if (!may_write_) return Failure{FailureKind::not_permitted, "opened for reading: " + path_};
    return {};
  }

  Boot& boot_;
  InodePointer inode_;
  std::string path_;
  bool may_write_;
};

}  // namespace

Result<std::unique_ptr<File>> SimulatedDisk::open(const std::string& path, OpenMode mode) {
  if (!boot_.alive()) return dead();
  const auto inode = boot_.machine().disk_state.open(path, mode, wall(boot_));
  if (!inode) return inode.error();
  return std::make_unique<SimulatedFile>(boot_, *inode, path, mode != OpenMode::read);
}

Result<> SimulatedDisk::rename(const std::string& from, const std::string& to) {
  if (!boot_.alive()) return dead();
  return boot_.machine().disk_state.rename(from, to);
}

Result<> SimulatedDisk::link(const std::string& from, const std::string& to) {
  if (!boot_.alive()) return dead();
  return boot_.machine().disk_state.link(from, to);
}

Result<> SimulatedDisk::remove(const std::string& path) {
  if (!boot_.alive()) return dead();
  return boot_.machine().disk_state.remove(path);
}

Result<std::vector<std::string>> SimulatedDisk::list(const std::string& folder) {
  if (!boot_.alive()) return dead();
  return boot_.machine().disk_state.list(folder);
}

Result<> SimulatedDisk::make_folder(const std::string& path) {
  if (!boot_.alive()) return dead();
  return boot_.machine().disk_state.make_folder(path, wall(boot_));
}

Result<FileInfo> SimulatedDisk::stat(const std::string& path) {
  if (!boot_.alive()) return dead();
  const auto found = boot_.machine().disk_state.find(path);
  if (!found) return found.error();
  return FileInfo{(*found)->is_folder(), (*found)->bytes().size(), (*found)->modified};
}

Task<Result<>> SimulatedDisk::sync_folder(const std::string& folder) {
  const std::string path = folder;
  co_await let_work(boot_);
  const auto synced = boot_.machine().disk_state.sync_folder(path);
  if (!synced) co_return synced.error();
  co_await tell_synced(boot_, path);
  co_return Result<>();
}

Task<Result<>> SimulatedDisk::sync_all() {
  const auto written = boot_.machine().disk_state.written();
  co_await let_work(boot_);
  boot_.machine().disk_state.sync_all(written);
  co_await tell_synced(boot_, "");
  co_return Result<>();
}

Result<std::unique_ptr<FolderWatch>> SimulatedDisk::watch(const std::vector<std::string>& folders) {
  if (!boot_.alive()) return dead();
  for (const auto& folder : folders) {
    if (!boot_.machine().disk_state.is_folder(folder)) {
      return Failure{FailureKind::not_found, "watching folder " + folder};
    }
  }
  return std::make_unique<SimulatedWatch>(boot_, folders);
}

}  // namespace mailtown::sim
