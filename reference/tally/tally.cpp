#include "tally/tally.h"

namespace mailtown {

void Tally::drop_old(Instant now) {
  while (!by_age_.empty() &&
         (by_age_.begin()->first + age_ <= now || entries_.size() > keys_max_)) {
    entries_.erase(by_age_.begin()->second);
    by_age_.erase(by_age_.begin());
  }
}

std::uint64_t Tally::add(const std::string& key, Instant now) {
  drop_old(now);
  const auto [found, is_new] = entries_.emplace(key, Entry{now, 0});
  Entry& entry = found->second;
  if (!is_new && counts_ == Counts::from_last) {
    by_age_.erase({entry.since, key});
    entry.since = now;
  }
  by_age_.emplace(entry.since, key);
  const std::uint64_t count = ++entry.count;
  drop_old(now);
  return count;
}

std::uint64_t Tally::count(const std::string& key, Instant now) {
  drop_old(now);
  const auto found = entries_.find(key);
  return found == entries_.end() ? 0 : found->second.count;
}

void Tally::forget(const std::string& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  by_age_.erase({found->second.since, key});
  entries_.erase(found);
}

}  // namespace mailtown
