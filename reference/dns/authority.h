// Authority: what a nameserver says about the zones that it serves (RFC 1034 §4.3.2).
//
// A pure function from zones and a query to a response and the reasons for it. Departures from what
// production servers do: no DNSSEC, no zone transfers, no DNAME; the authority section of positive
// answers stays empty, which RFC 1035 allows and which keeps them short.
#pragma once

#include <map>
#include <vector>

#include "dns/message.h"
#include "dns/zone.h"
#include "trace/evidence.h"

namespace mailtown::dns {

// The zones of one nameserver, by apex.
class Zones {
 public:
  // False, and nothing changed, if there is a zone of that name already.
  bool add(Zone zone);
  // The zone that `name` is in: the one with the longest apex (RFC 1034 §4.3.2 step 2), or null.
  const Zone* zone_of(const Name& name) const;
  const std::map<Name, Zone>& all() const { return zones_; }

 private:
  std::map<Name, Zone> zones_;
};

// The response, complete but for what depends on the transport (size, TC). Its evidence names the
// zone, why it is an answer, a referral, NXDOMAIN, no data or a refusal, and the RFC section.
Decided<Message> authoritative_answer(const Zones& zones, const Message& query);

// What is wrong with a query before any zone is looked at; nothing if it can be answered.
std::optional<Decided<Message>> refuse_malformed(const Message& query);

}  // namespace mailtown::dns
