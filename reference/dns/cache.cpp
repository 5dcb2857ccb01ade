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

std::optional<Cache::Hit> Cache::find_key(const Key& key, Instant now, bool* expired) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  if (found->second.expires <= now) {
    entries_.erase(found);
    if (expired) *expired = true;
    return std::nullopt;
  }
  const auto left = std::chrono::ceil<std::chrono::seconds>(found->second.expires - now).count();
  Hit hit{found->second.outcome, found->second.records, static_cast<std::uint32_t>(left)};
  for (auto& record : hit.records) record.ttl = hit.ttl;
  return hit;
}

std::optional<Cache::Hit> Cache::find(const Name& name, RecordType type, Instant now,
                                      bool* expired) {
  if (auto nothing = find_key({name, all_types}, now, expired)) return nothing;
  return find_key({name, type}, now, expired);
}

void Cache::keep(Key key, Entry entry, Instant now) {
  if (entries_.size() >= entries_max) {
    // Bounded, and simple: first what is over, then everything. A cache may forget at any time.
    std::erase_if(entries_, [&](const auto& each) { return each.second.expires <= now; });
    if (entries_.size() >= entries_max) entries_.clear();
  }
  entries_.insert_or_assign(std::move(key), std::move(entry));
}

void Cache::put(std::vector<Record> records, Instant now) {
  if (records.empty()) return;
  std::uint32_t ttl = ttl_max;
  for (const auto& record : records) ttl = std::min(ttl, record.ttl);
  if (ttl == 0) return;  // RFC 1035 §3.2.1: for this one use only
  Key key{records.front().name, records.front().type};
  keep(std::move(key), {Outcome::found, std::move(records), now + std::chrono::seconds(ttl)}, now);
}

void Cache::put_negative(const Name& name, RecordType type, Outcome outcome, std::uint32_t ttl,
                         Instant now) {
  ttl = std::min(ttl, negative_ttl_max);
  if (ttl == 0) return;
  const auto kept_type = outcome == Outcome::no_such_name ? all_types : type;
  keep({name, kept_type}, {outcome, {}, now + std::chrono::seconds(ttl)}, now);
}

}  // namespace mailtown::dns
