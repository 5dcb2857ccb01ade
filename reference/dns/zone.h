// Zone: the records of one zone, by name and type, in canonical order of names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dns/record.h"

namespace mailtown::dns {

// The records of one name and one type (RFC 2181 §5): at least one, all with the same TTL.
using RecordSet = std::vector<Record>;
using Node = std::map<RecordType, RecordSet>;  // all types of one name

class Zone {
 public:
  explicit Zone(Name apex) : apex_(std::move(apex)) {}

  // `record` must be in the zone. A duplicate is left out (RFC 2181 §5).
  void add(Record record);

  const Name& apex() const { return apex_; }
  const std::map<Name, Node>& nodes() const { return nodes_; }

  const Node* find(const Name& name) const;
  const RecordSet* find(const Name& name, RecordType type) const;
  // Whether the name has records or lies between the apex and a name that has some: an empty
  // non-terminal exists (RFC 4592 §2.2.2).
  bool exists(const Name& name) const;
  // The SOA record; the zone has one once it passed check_zone().
  const Record& soa() const;

 private:
  Name apex_;
  std::map<Name, Node> nodes_;
};

}  // namespace mailtown::dns
