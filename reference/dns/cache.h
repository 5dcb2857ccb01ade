// The resolver's memory: what it was told, until its time to live is over (RFC 1034 §4.3.5), and
// what it was told that there is not (RFC 2308).
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "dns/resolver.h"
#include "platform/clock.h"

namespace mailtown::dns {

class Cache {
 public:
  struct Hit {
    Outcome outcome = Outcome::found;  // never failed
    std::vector<Record> records;       // with the seconds that are left to live
    std::uint32_t ttl = 0;             // seconds left
  };

  // What is known about that name and type. `expired`, if given, becomes true if there was
  // something whose time is over; it is forgotten by that.
  std::optional<Hit> find(const Name& name, RecordType type, Instant now, bool* expired = nullptr);
  // Keeps records of one name and type for their smallest TTL.
  void put(std::vector<Record> records, Instant now);
  // Keeps for `ttl` seconds that there is no such type at that name, or no such name at all.
  void put_negative(const Name& name, RecordType type, Outcome outcome, std::uint32_t ttl,
                    Instant now);

 private:
  struct Entry {
    Outcome outcome = Outcome::found;
    std::vector<Record> records;
    Instant expires;
  };
  using Key = std::pair<Name, RecordType>;

  std::optional<Hit> find_key(const Key& key, Instant now, bool* expired);
  void keep(Key key, Entry entry, Instant now);

  std::map<Key, Entry> entries_;
};

}  // namespace mailtown::dns
