// The name that DNS gives to a connecting address: its PTR record, confirmed forwards.
//
// This first cut only notes the name: it goes into Received and the trace, and nobody is refused
// for it. An address without a name is common and no proof of anything (RFC 1912 §2.1).
#pragma once

#include <string>

#include "dns/resolver.h"
#include "platform/clock.h"
#include "trace/evidence.h"
#include "trace/tracer.h"

namespace mailtown::policy {

struct ClientName {
  std::string name;        // empty: none, or DNS could not say
  bool confirmed = false;  // the name's addresses include the client's: "forward-confirmed"
};

// Looks the name up and its addresses after it; records both under `tracer`.
Task<Decided<ClientName>> look_up_client_name(IpAddress client, dns::Resolver& resolver,
                                              Tracer tracer, Deadline deadline);

}  // namespace mailtown::policy
