// The disk: few operations, with a stated answer to "what is left after a crash".
//
// Contract on power loss (the simulated disk does this, real file systems may):
//  - bytes appended since the last File::sync() may be lost, whole or in part (torn at any byte);
//  - names created, linked, renamed or removed since the last Disk::sync_folder() of their folder
//    may be there or not, each alone; a rename is atomic: the old or the new name, never neither,
//    and a folder's takes all with it that is in the folder by then;
//  - what was synced is there.
// A killed program (not the machine) loses nothing that it wrote.
//
// Paths are relative to the disk's root, with '/' between parts, no "." or ".." parts.
// Only syncing waits; reading and writing go to the system's cache.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/result.h"
#include "platform/task.h"

namespace mailtown {

class File {
 public:
  virtual ~File() = default;  // closes; does not sync
  // Reads at most into.size() bytes at `offset`; 0 at or behind the end.
  virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> into) = 0;
  // Appends all bytes or fails (`full`, `io`) having appended a prefix, which truncate() can undo.
  virtual Result<> append(std::span<const char> bytes) = 0;
  virtual Result<> truncate(std::uint64_t size) = 0;
  virtual std::uint64_t size() const = 0;
  // Returns when everything appended so far would survive a power loss.
  virtual Task<Result<>> sync() = 0;
};

enum class OpenMode {
  read,    // must exist
  create,  // must not exist; made empty
  append,  // made if missing; kept if there
};

struct FileInfo {
  bool is_folder = false;
  std::uint64_t size = 0;  // bytes
  WallTime modified;
};

// Tells which names in some folders changed, whoever changed them: this program or another.
//
// The names are hints where to look, not the truth: a name may have changed again since.
class FolderWatch {
 public:
  virtual ~FolderWatch() = default;
  // The paths ("box/new/letter") that were made, removed or renamed since the last call, each once,
  // sorted; every change of before the call is among them. Nothing: too many to tell, or a watched
  // folder itself was removed or renamed; look at everything. What was written is not told.
  virtual std::optional<std::vector<std::string>> take() = 0;
  // Returns true when take() has something to tell (then all who wait do), false at the deadline or
  // after wake().
  virtual Task<bool> wait(Deadline deadline) = 0;
  // Lets all who wait return: somebody has something else to do.
  virtual void wake() = 0;
};

class Disk {
 public:
  virtual ~Disk() = default;
  virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
  // Replaces the file `to`. A folder goes with all it holds, and only to a name that is free.
  virtual Result<> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<> link(const std::string& from, const std::string& to) = 0;  // fails with `exists`
  virtual Result<> remove(const std::string& path) = 0;  // a file, or an empty folder
  virtual Result<std::vector<std::string>> list(
      const std::string& folder) = 0;                         // names, sorted by byte
  virtual Result<> make_folder(const std::string& path) = 0;  // with its parents; fine if there
  virtual Result<FileInfo> stat(const std::string& path) = 0;
  // Returns when the names in `folder` would survive a power loss.
  virtual Task<Result<>> sync_folder(const std::string& folder) = 0;
  // Returns when everything written so far, bytes and names, of any program, would survive a power
  // loss: for many files far cheaper than a sync of each.
  virtual Task<Result<>> sync_all() = 0;
  // Watches folders that are there (`not_found`), from now on. The system may have no more watches
  // to give (`full`): whoever watches needs another way as well.
  virtual Result<std::unique_ptr<FolderWatch>> watch(const std::vector<std::string>& folders) = 0;
};

}  // namespace mailtown
