// DiskState: one machine's file system in memory, which knows what a loss of power would leave.
//
// Beside what programs see it keeps what is durable: of each file the synced part, of the tree the
// synced names, and in between the list of changes of names that are not synced yet. A loss of
// power draws from that list and from the unsynced bytes (platform/disk.h states what may come
// out). Syncing a folder also makes the names of the folders above it durable, as journals of real
// file systems do, and a rename is durable once either of its folders is synced.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/disk.h"
#include "simulator/world/generator.h"
#include "simulator/world/machine_disk.h"

namespace mailtown::sim {

// A file's content, or a folder.
class Inode {
 public:
  explicit Inode(bool is_folder) : is_folder_(is_folder) {}

  bool is_folder() const { return is_folder_; }
  const std::string& bytes() const { return bytes_; }
  void append(std::span<const char> more) { bytes_.append(more.data(), more.size()); }
  void truncate(std::uint64_t size);
  void synced(std::uint64_t size);  // the first `size` bytes are durable now
  void lose_power(Generator& draws);

  WallTime modified;
  int names = 0;  // how many paths lead here
  int open = 0;   // how many handles programs have

 private:
  bool is_folder_;
  std::string bytes_;
  std::uint64_t durable_ = 0;  // so many of bytes_ are durable...
  std::string cut_;            // ...followed by these, which were cut off since the last sync
};

using InodePointer = std::shared_ptr<Inode>;
using Names = std::map<std::string, InodePointer>;  // by path; a folder's entries follow it

// Told of changes of names in some folders.
class DiskWatcher {
 public:
  virtual ~DiskWatcher() = default;
  virtual void name_changed(const std::string& path) = 0;  // of any folder
};

class DiskState {
 public:
  explicit DiskState(Generator draws) : draws_(draws) {}

  Result<InodePointer> open(const std::string& path, OpenMode mode, WallTime now);
  Result<> append(Inode& file, std::span<const char> bytes, WallTime now);
  Result<> truncate(Inode& file, std::uint64_t size, WallTime now);
  void closed(Inode& file);
  Result<> rename(const std::string& from, const std::string& to);
  Result<> link(const std::string& from, const std::string& to);
  Result<> remove(const std::string& path);
  Result<std::vector<std::string>> list(const std::string& folder) const;
  Result<> make_folder(const std::string& path, WallTime now);
  Result<InodePointer> find(const std::string& path) const;
  bool is_folder(const std::string& path) const;
  void add_watcher(DiskWatcher& watcher) { watchers_.push_back(&watcher); }
  void drop_watcher(DiskWatcher& watcher) { std::erase(watchers_, &watcher); }
  Result<> sync_folder(const std::string& folder);

  // What has been written so far, for a sync of everything that takes its time.
  struct Written {
    std::vector<std::pair<InodePointer, std::uint64_t>> files;  // and how many bytes of them
    std::uint64_t changes = 0;                                  // of names, ever
  };
  Written written() const;
  void sync_all(const Written& written);

  void lose_power();

  const Names& names() const { return names_; }
  std::uint64_t capacity = UINT64_MAX;
  Duration sync_latency{};
  std::function<void(const std::string& path)> after_sync;

 private:
  // A change of names that is not durable. Applying it: `gone` leads nowhere, `path` to `target`.
  // If that is a folder, what it holds goes with it.
  struct Change {
    std::string gone;  // empty if nothing goes
    std::string path;  // empty if nothing comes
    InodePointer target;
    std::uint64_t number = 0;  // counts from 1
    // Changes in the folder that is renamed, which were pending then: they last no later than it.
    std::vector<Change> before = {};
  };
  static void apply(Names& names, const Change& change);
  void change(Change change);
  Result<> rename_folder(const std::string& from, const std::string& to,
                         const InodePointer& folder);
  static bool concerns(const Change& change, const std::string& folder,
                       const std::set<std::string>& paths);
  static void gather(const Change& change, std::set<std::string>& paths);
  bool has_entries(const std::string& folder) const;
  Result<> check_free(const std::string& path) const;
  void drop_orphans();
  void recount();

  Generator draws_;
  Names names_;
  Names durable_;
  std::vector<Change> pending_;
  std::uint64_t changes_ = 0;
  std::uint64_t used_ = 0;
  std::vector<DiskWatcher*> watchers_;
};

// The folder that a path lies in; empty for the root.
std::string parent_folder(const std::string& path);

}  // namespace mailtown::sim
