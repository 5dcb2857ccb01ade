// Whether the records of a master file make a zone.
#include <algorithm>

#include <fmt/format.h>

#include "dns/zone_file.h"

namespace mailtown::dns {

namespace {

class ZoneChecker {
 public:
  ZoneChecker(const ZoneText& text, const std::string& file) : text_(text), file_(file) {}

  LoadedZone run() {
    const LocatedRecord* soa = find_soa();
    if (soa) {
      Zone zone(soa->record.name);
      for (const auto& located : text_.records) add(zone, located);
      check_apex(zone, soa->line);
      for (const auto& located : text_.records) check_record(zone, located);
      if (errors_.empty()) return {std::move(zone), {}};
    }
    return {std::nullopt, std::move(errors_)};
  }

 private:
  void error(unsigned line, std::string_view what) {
    errors_.push_back(fmt::format("{}:{}: {}", file_, line, what));
  }

  const LocatedRecord* find_soa() {  // RFC 1035 §5.2, check 1 to 3
    const LocatedRecord* first = nullptr;
    for (const auto& located : text_.records) {
      if (located.record.type != RecordType::SOA) continue;
      if (first) {
        error(located.line,
              fmt::format("a second SOA record; the first is in line {}", first->line));
      } else {
        first = &located;
      }
    }
    if (!first) error(1, "the zone has no SOA record");
    return first;
  }

  void add(Zone& zone, const LocatedRecord& located) {
    if (located.record.name.is_subdomain_of(zone.apex())) {
      zone.add(located.record);
    } else {
      error(located.line, fmt::format("{} is outside the zone {}", located.record.name.to_string(),
                                      zone.apex().to_string()));
    }
  }

  void check_apex(const Zone& zone, unsigned soa_line) {  // RFC 1034 §4.2.1
    if (!zone.find(zone.apex(), RecordType::NS)) {
      error(soa_line, fmt::format("{} has no NS record", zone.apex().to_string()));
    }
  }

  void check_record(const Zone& zone, const LocatedRecord& located) {
    const Record& record = located.record;
    const Node* node = zone.find(record.name);
    if (!node) return;  // outside, and reported
    const RecordSet& set = node->at(record.type);
    if (record.type == RecordType::CNAME && (node->size() > 1 || set.size() > 1)) {
      error(
          located.line,  // RFC 1034 §3.6.2, RFC 2181 §10.1
          fmt::format("{} has a CNAME and thus may have no other record", record.name.to_string()));
    }
    if (set.front().ttl != record.ttl) {
      error(located.line,  // RFC 2181 §5.2
            fmt::format("the {} records of {} have different times to live ({} and {})",
                        to_string(record.type), record.name.to_string(), set.front().ttl,
                        record.ttl));
    }
    check_final_dot(zone, located);
  }

  // "mail.example.org" without final dot in the zone example.org is mail.example.org.example.org.
  void check_final_dot(const Zone& zone, const LocatedRecord& located) {
    const Name& apex = zone.apex();
    if (apex.is_root()) return;
    const auto doubled = apex.moved(Name(), apex);
    if (!doubled) return;
    const Name* target = target_of(located.record);
    const bool target_suspect =
        target && target->is_subdomain_of(*doubled) && !zone.exists(*target);
    const Name& suspect = target_suspect ? *target : located.record.name;
    if (!suspect.is_subdomain_of(*doubled)) return;
    const Name meant = suspect.moved(apex, Name()).value();
    error(located.line, fmt::format("{} repeats the zone's name; did you mean '{}', with a final "
                                    "dot?",
                                    suspect.to_string(), meant.to_absolute_string()));
  }

  const ZoneText& text_;
  const std::string& file_;
  std::vector<std::string> errors_;
};

}  // namespace

LoadedZone load_zone(std::string_view text, const std::string& file) {
  ZoneText parsed = parse_zone_file(text, file);
  if (!parsed.errors.empty()) return {std::nullopt, std::move(parsed.errors)};
  return ZoneChecker(parsed, file).run();
}

}  // namespace mailtown::dns
