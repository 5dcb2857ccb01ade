// The iterative resolver: walks down from the root, asking in each zone who knows more, and
// remembers (RFC 1034 §5.3.3).
//
// Bounded: so many questions and so many levels for one name, whatever the servers say. Servers
// that do not answer, refuse, or know no more than we do (lame) are passed over. Only what a server
// is responsible for is believed (RFC 5452 §6): records outside the zone that was asked are
// dropped.
//
// Departures from production practice: no DNSSEC, no memory of which server is fast, and equal
// questions that come at the same time are each worked on.
#pragma once

#include <memory>
#include <vector>

#include "config/config.h"
#include "dns/resolver.h"
#include "platform/platform.h"

namespace mailtown::dns {

// `platform` must outlive it.
std::unique_ptr<Resolver> make_iterative_resolver(Platform& platform,
                                                  const config::Nameserver& config);

}  // namespace mailtown::dns
