#include "dns/cache.h"

#include <algorithm>
#include <chrono>

namespace mailtown::dns {

namespace {

constexpr std::size_t entries_max = 100'000;
constexpr std::uint32_t ttl_max = 86'400;          // a day: RFC 8767 §4 caps at seven at most
constexpr std::uint32_t negative_ttl_max = 3'600;  // RFC 2308 §5 suggests one to three hours

// NXDOMAIN holds for all types (RFC 2308 §5): it is kept under the type that stands for all.
constexpr RecordType all_types = RecordType::ANY;

}  // namespace

std::optional<Cache::Hit> Cache::find_key(const Key& key, Trust least, Instant now, bool* expired) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  const Entry& entry = found->second;
  if (entry.expires <= now) {
    entries_.erase(found);
    if (expired) *expired = true;
    return std::nullopt;
  }
  if (entry.trust < least) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::seconds>(entry.expires - now).count();
  Hit hit{entry.outcome, entry.records, entry.authority, static_cast<std::uint32_t>(left)};
  for (auto& record : hit.records) record.ttl = hit.ttl;
  for (auto& record : hit.authority) record.ttl = hit.ttl;
  return hit;
}

std::optional<Cache::Hit> Cache::find(const Name& name, RecordType type, Trust least, Instant now,
                                      bool* expired) {
  if (auto nothing = find_key({name, all_types}, least, now, expired)) return nothing;
  return find_key({name, type}, least, now, expired);
}

bool Cache::keep(Key key, Entry entry, Instant now) {
  const auto old = entries_.find(key);
  if (old != entries_.end() && old->second.trust > entry.trust && old->second.expires > now) {
    return false;
  }
  if (entries_.size() >= entries_max) {
    // Bounded, and simple: first what is over, then everything. A cache may forget at any time.
    std::erase_if(entries_, [&](const auto& each) { return each.second.expires <= now; });
    if (entries_.size() >= entries_max) entries_.clear();
  }
  entries_.insert_or_assign(std::move(key), std::move(entry));
  return true;
}

std::uint32_t Cache::put(std::vector<Record> records, Trust trust, Instant now) {
  if (records.empty()) return 0;
  std::uint32_t ttl = ttl_max;
  for (const auto& record : records) ttl = std::min(ttl, record.ttl);
  if (ttl == 0) return 0;  // RFC 1035 §3.2.1: for this one use only
  Key key{records.front().name, records.front().type};
  if (trust == Trust::answer) entries_.erase({key.first, all_types});  // so the name exists
  Entry entry{Outcome::found, std::move(records), {}, trust, now + std::chrono::seconds(ttl)};
  return keep(std::move(key), std::move(entry), now) ? ttl : 0;
}

std::uint32_t Cache::put_negative(const Name& name, RecordType type, Outcome outcome,
                                  std::vector<Record> authority, Instant now) {
  if (authority.empty()) return 0;
  const auto* soa = std::get_if<SoaData>(&authority.front().data);
  if (!soa) return 0;
  const auto ttl = std::min({authority.front().ttl, soa->minimum, negative_ttl_max});
  if (ttl == 0) return 0;
  const auto kept_type = outcome == Outcome::no_such_name ? all_types : type;
  Entry entry{outcome, {}, std::move(authority), Trust::answer, now + std::chrono::seconds(ttl)};
  return keep({name, kept_type}, std::move(entry), now) ? ttl : 0;
}

}  // namespace mailtown::dns
