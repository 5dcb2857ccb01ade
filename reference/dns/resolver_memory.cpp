#include "dns/resolver_memory.h"

#include "dns/resolution.h"

namespace mailtown::dns {

std::optional<Resolution> ResolverMemory::recall(const Name& name, RecordType type,
                                                 Tracer& tracer) {
  bool expired = false;
  const Instant now = clock_.now();
  auto hit = cache_.find(name, type, Trust::answer, now, &expired);
  Resolution known;
  if (hit) {
    known.outcome = hit->outcome;
    known.records = hit->records;
    known.authority = hit->authority;
  } else if (type != RecordType::CNAME) {
    hit = cache_.find(name, RecordType::CNAME, Trust::answer, now, &expired);
    // That there is no CNAME says nothing about other types.
    if (hit && hit->records.empty()) hit.reset();
    if (hit) known = {.outcome = Outcome::found, .aliases = hit->records};
  }
  if (expired && tracer) tracer.note(trace::DnsCacheExpired{name.to_string(), to_string(type)});
  if (!hit) return std::nullopt;
  if (tracer) {
    tracer.step(trace::DnsCacheHit{.name = name.to_string(),
                                   .type = to_string(type),
                                   .outcome = outcome_word(known),
                                   .ttl_seconds = hit->ttl,
                                   .records = to_strings(hit->records)});
  }
  return known;
}

std::vector<Record> ResolverMemory::recall_for_the_way(const Name& name, RecordType type) {
  const auto hit = cache_.find(name, type, Trust::glue, clock_.now());
  return hit ? hit->records : std::vector<Record>();
}

void ResolverMemory::remember(std::vector<Record> records, Trust trust, const Tracer& tracer) {
  const auto kept_seconds = cache_.put(records, trust, clock_.now());
  if (kept_seconds == 0 || !tracer) return;
  tracer.note(trace::DnsCacheStored{.name = records.front().name.to_string(),
                                    .type = to_string(records.front().type),
                                    .outcome = "answer",
                                    .ttl_seconds = kept_seconds,
                                    .records = to_strings(records)});
}

void ResolverMemory::remember_nothing(const Name& name, RecordType type, const Resolution& nothing,
                                      const Tracer& tracer) {
  const auto kept_seconds =
      cache_.put_negative(name, type, nothing.outcome, nothing.authority, clock_.now());
  if (kept_seconds == 0 || !tracer) return;
  tracer.note(trace::DnsCacheStored{.name = name.to_string(),
                                    .type = to_string(type),
                                    .outcome = outcome_word(nothing),
                                    .ttl_seconds = kept_seconds});
}

}  // namespace mailtown::dns
