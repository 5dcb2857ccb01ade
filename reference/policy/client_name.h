// The name that DNS gives to a connecting address: its PTR record, confirmed forwards.
//
// The name goes into Received and the trace. Whether somebody is refused for it is the business of
// the policy `ptr`: an address without a name is no proof of anything (RFC 1912 §2.1).
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
  bool unknown = false;    // DNS could not say: an empty name proves nothing
};

// Looks the name up and its addresses after it; records both under `tracer`.
Task<Decided<ClientName>> look_up_client_name(IpAddress client, dns::Resolver& resolver,
                                              Tracer tracer, Deadline deadline);

}  // namespace mailtown::policy
