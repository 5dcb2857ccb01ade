// Watching folders with inotify(7).
//
// One descriptor serves all watches of a disk, since a user may have few of them (128 by default,
// but thousands of watches). It is read by the loop when somebody waits for it, and by take(), so
// that take() misses nothing that happened before.
//
// A world takes its loop down before its disks, so what belongs to the loop, the descriptor that
// waits, is owned by its handler alone.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "platform/asio/loop.h"
#include "platform/disk.h"

namespace mailtown::real {

class Watch;

class FolderWatches : public std::enable_shared_from_this<FolderWatches> {
 public:
  // `root` is the disk's folder, open.
  static Result<std::shared_ptr<FolderWatches>> open(Loop& loop, int root);

  ~FolderWatches();
  FolderWatches(const FolderWatches&) = delete;
  FolderWatches& operator=(const FolderWatches&) = delete;

  Result<std::unique_ptr<FolderWatch>> watch(const std::vector<std::string>& folders);

 private:
  friend class Watch;
  using Waiting = std::shared_ptr<boost::asio::posix::stream_descriptor>;

  FolderWatches(Loop& loop, int root, int descriptor)
      : loop_(loop), root_(root), descriptor_(descriptor) {}

  Result<> add(Watch& watch, const std::string& folder);
  void drop(Watch& watch);
  void read_later(Waiting waiting);
  void read_now();
  void tell_all_everything();

  struct Watcher {
    Watch* watch;
    std::string folder;
  };
  Loop& loop_;
  int root_;
  int descriptor_;  // inotify's
  std::weak_ptr<boost::asio::posix::stream_descriptor> waiting_;  // a copy of it, in the loop
  std::map<int, std::vector<Watcher>> watchers_;  // by inotify's number for the folder
};

}  // namespace mailtown::real
