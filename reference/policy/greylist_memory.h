// GreylistMemory: which client, sender and recipient have come together before, and when.
//
// Kept in memory, bounded, and written to a file so that a restart does not make everybody wait
// again. Nothing is promised with it, so nothing is synced: what a crash loses costs a letter one
// more wait.
#pragma once

#include <map>
#include <set>
#include <string>

#include "config/policy_config.h"
#include "platform/clock.h"
#include "platform/disk.h"

namespace mailtown::policy {

struct Acquaintance {
  WallTime first;       // when the three came first
  WallTime last;        // when they came last
  bool passed = false;  // have waited, and come again in time
};

class GreylistMemory {
 public:
  // Reads `file` if it is there; lines that make no sense are passed over. `disk` must outlive it.
  GreylistMemory(const config::Greylist& options, Disk& disk, std::string file, WallTime now);

  // Null if they have never come, or so long ago that it does not count.
  const Acquaintance* find(const std::string& three, WallTime now);
  void put(const std::string& three, Acquaintance acquaintance);

 private:
  void load();
  void store(const std::string& three, Acquaintance acquaintance);
  void drop_old(WallTime now);
  void rewrite();

  config::Greylist options_;
  Disk& disk_;
  std::string file_;
  std::map<std::string, Acquaintance> known_;
  std::set<std::pair<WallTime, std::string>> by_age_;  // by Acquaintance::last
  std::uint64_t lines_ = 0;                            // in the file
};

}  // namespace mailtown::policy
