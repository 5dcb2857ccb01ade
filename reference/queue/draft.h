// Draft: a message's text while it is being received.
//
// Up to a bound it is held in memory and goes into the journal together with its envelope; what is
// longer goes into a file of its own, so that no letter, and no number of connections, can fill the
// memory.
#pragma once

#include <memory>
#include <string>

#include "platform/disk.h"

namespace mailtown::queue {

class Draft {
 public:
  // Of a text longer than `memory_max` bytes the file at `path` is made. `disk` must outlive it.
  Draft(Disk& disk, std::string path, std::size_t memory_max)
      : disk_(disk), path_(std::move(path)), memory_max_(memory_max) {}
  // Removes the file, unless the letter was accepted. What cannot be removed now is swept at the
  // next start.
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  // Failures `full`, `io`; and `exists` if another letter has that file.
  Result<> append(std::span<const char> bytes);

 private:
  friend class QueueStore;

  Disk& disk_;
  std::string path_;
  std::size_t memory_max_;  // bytes
  std::string text_;        // while there is no file
  std::unique_ptr<File> file_;
  bool accepted_ = false;
};

}  // namespace mailtown::queue
