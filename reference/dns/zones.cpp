#include "dns/authority.h"

namespace mailtown::dns {

bool Zones::add(Zone zone) {
  Name apex = zone.apex();
  return zones_.emplace(std::move(apex), std::move(zone)).second;
}

const Zone* Zones::zone_of(const Name& name) const {
  for (std::size_t labels = name.label_count() + 1; labels-- > 0;) {
    const auto zone = zones_.find(name.last_labels(labels));
    if (zone != zones_.end()) return &zone->second;
  }
  return nullptr;
}

}  // namespace mailtown::dns
