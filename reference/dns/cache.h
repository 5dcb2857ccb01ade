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

// How far records are to be believed, the least first (RFC 2181 §5.4.1). Glue and the NS records of
// a referral come from the zone above: they serve the way down, but are nobody's answer.
enum class Trust { glue, referral, answer };

class Cache {
 public:
  struct Hit {
    Outcome outcome = Outcome::found;  // never failed
    std::vector<Record> records;       // with the seconds that are left to live
    std::vector<Record> authority;     // the SOA record, if outcome is a "no"
    std::uint32_t ttl = 0;             // seconds left
  };

  // What is known about that name and type and is believed at least as far as `least`. `expired`,
  // if given, becomes true if there was something whose time is over; it is forgotten by that.
  std::optional<Hit> find(const Name& name, RecordType type, Trust least, Instant now,
                          bool* expired = nullptr);
  // Keeps records of one name and type for their smallest TTL, unless better ones are there.
  // Returns for how many seconds; 0 if they were not kept.
  std::uint32_t put(std::vector<Record> records, Trust trust, Instant now);
  // Keeps that there is no such type at that name, or no such name at all, as long as `authority`,
  // the SOA record, says (RFC 2308 §5); without one not at all. Returns as put() does.
  std::uint32_t put_negative(const Name& name, RecordType type, Outcome outcome,
                             std::vector<Record> authority, Instant now);

 private:
  struct Entry {
    Outcome outcome = Outcome::found;
    std::vector<Record> records, authority;
    Trust trust = Trust::answer;
    Instant expires;
  };
  using Key = std::pair<Name, RecordType>;

  std::optional<Hit> find_key(const Key& key, Trust least, Instant now, bool* expired);
  bool keep(Key key, Entry entry, Instant now);

  std::map<Key, Entry> entries_;
};

}  // namespace mailtown::dns
