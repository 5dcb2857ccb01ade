#include "dns/zone.h"

#include <algorithm>

namespace mailtown::dns {

void Zone::add(Record record) {
  RecordSet& set = nodes_[record.name][record.type];
  const bool known = std::any_of(
      set.begin(), set.end(), [&record](const Record& other) { return other.data == record.data; });
  if (!known) set.push_back(std::move(record));
}

const Node* Zone::find(const Name& name) const {
  const auto node = nodes_.find(name);
  return node == nodes_.end() ? nullptr : &node->second;
}

const RecordSet* Zone::find(const Name& name, RecordType type) const {
  const Node* node = find(name);
  if (!node) return nullptr;
  const auto set = node->find(type);
  return set == node->end() ? nullptr : &set->second;
}

bool Zone::exists(const Name& name) const {
  // In canonical order, what lies below a name follows it directly.
  const auto next = nodes_.lower_bound(name);
  return next != nodes_.end() && next->first.is_subdomain_of(name);
}

const Record& Zone::soa() const {
  return find(apex_, RecordType::SOA)->front();
}

}  // namespace mailtown::dns
