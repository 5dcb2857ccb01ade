// Tally: how often something has happened lately, by key. Bounded, and exact about time.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "platform/clock.h"

namespace mailtown {

class Tally {
 public:
  enum class Counts { from_first, from_last };  // what a count's age is measured from

  // A count is forgotten when it is `age` old. At most `keys_max` are kept, the oldest go first.
  Tally(Duration age, Counts counts, std::size_t keys_max = 100'000)
      : age_(age), counts_(counts), keys_max_(keys_max) {}

  // One more; returns the new count.
  std::uint64_t add(const std::string& key, Instant now);
  std::uint64_t count(const std::string& key, Instant now);
  void forget(const std::string& key);

 private:
  struct Entry {
    Instant since;
    std::uint64_t count = 0;
  };
  void drop_old(Instant now);

  Duration age_;
  Counts counts_;
  std::size_t keys_max_;
  std::map<std::string, Entry> entries_;
  std::set<std::pair<Instant, std::string>> by_age_;
};

}  // namespace mailtown
