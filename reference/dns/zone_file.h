// Master files (RFC 1035 §5): text to records, and records to a zone that makes sense.
//
// $ORIGIN, $TTL, @, parentheses, comments, quoted strings, blank owners, TTLs with units, and TTL
// and class in either order. $INCLUDE is refused: a zone is one file here. All mistakes of a file
// are reported at once, each as "file:line: what is wrong, what was meant".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/record.h"
#include "dns/zone.h"

namespace mailtown::dns {

struct LocatedRecord {
  Record record;
  unsigned line = 0;
};

struct ZoneText {
  std::vector<LocatedRecord> records;
  std::vector<std::string> errors;
};

// `file` serves the messages; `origin`, if any, is what relative names are below at the beginning.
ZoneText parse_zone_file(std::string_view text, const std::string& file,
                         std::optional<Name> origin = {});

struct LoadedZone {
  std::optional<Zone> zone;         // if there are no errors
  std::vector<std::string> errors;  // with file and line
};

// Parses and checks: one SOA, which names the apex; NS records at the apex; a CNAME alone at its
// name; nothing outside the zone; equal TTLs within a record set; no name that looks as if its
// final dot was forgotten.
LoadedZone load_zone(std::string_view text, const std::string& file);

}  // namespace mailtown::dns
