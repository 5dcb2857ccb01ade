#include <algorithm>

#include "simulator/world/disk_state.h"

namespace mailtown::sim {

void Inode::truncate(std::uint64_t size) {
  if (size >= bytes_.size()) return;
  if (size < durable_) {
    cut_.insert(0, bytes_, size, durable_ - size);
    durable_ = size;
  }
  bytes_.resize(size);
}

void Inode::synced(std::uint64_t size) {
  durable_ = std::max(durable_, std::min<std::uint64_t>(size, bytes_.size()));
  cut_.clear();
}

void Inode::lose_power(Generator& draws) {
  if (!cut_.empty() && draws.below(2) == 0) {
    bytes_.resize(durable_);
    bytes_ += cut_;  // cutting it off had not reached the disk
  } else if (const auto unsynced = bytes_.size() - durable_; unsynced > 0) {
    // All lost, all kept and torn at any byte are equally worth a test.
    const auto outcome = draws.below(3);
    const auto kept = outcome == 0 ? 0 : outcome == 1 ? unsynced : draws.below(unsynced + 1);
    bytes_.resize(durable_ + kept);
  }
  cut_.clear();
  durable_ = bytes_.size();
}

}  // namespace mailtown::sim
