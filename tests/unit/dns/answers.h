// Asks an authority for tests: a zone from a master file, an answer in lines.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "dns/authority.h"
#include "dns/zone_file.h"

namespace mailtown::dns {

inline Name name(std::string_view text) {
  return Name::parse(text).value();
}

// The zone of this text, with SOA and NS records already in front.
inline Zone zone_of(const std::string& apex, const std::string& records) {
  const std::string head =
      "$ORIGIN " + apex +
      "\n$TTL 1h\n@ SOA ns hostmaster 1 2h 15m 2w 5m\n@ NS ns\nns A 192.0.2.53\n";
  auto loaded = load_zone(head + records, "test.zone");
  if (!loaded.zone) throw std::runtime_error(loaded.errors.front());
  return std::move(*loaded.zone);
}

// What an authority of some zones said.
struct Said {
  Message message;
  std::string rule;
  std::vector<std::string> answer, authority, additional;
};

inline Said ask(const Zones& zones, Message query) {
  auto decided = authoritative_answer(zones, query);
  Said said{std::move(decided.outcome), decided.evidence.rule, {}, {}, {}};
  said.answer = to_strings(said.message.answer);
  said.authority = to_strings(said.message.authority);
  said.additional = to_strings(said.message.additional);
  return said;
}

inline Said ask(const Zones& zones, const std::string& about, RecordType type) {
  return ask(zones, make_query(7, {name(about), type}, false));
}

}  // namespace mailtown::dns
