// The iterative resolver: walks down from the root, asking in each zone who knows more, and
// remembers (RFC 1034 §5.3.3).
//
// Bounded: so many questions and so many levels for one name, whatever the servers say. Servers
// that do not answer, refuse, or know no more than we do (lame) are passed over. Only what a server
// is responsible for is believed (RFC 5452 §6): records outside the zone that was asked are
// dropped.
//
// Equal questions that come while the first is worked on wait for the same answer: one search, and
// fewer chances for those who guess ids (RFC 5452 §5).
//
// Departures from production practice: no DNSSEC, and no memory of which server is fast.
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
