// The stub resolver: asks a resolver that somebody else runs, as every host does.
//
// Keeps nothing: the cache is where the work is done. Departure from production practice: answers
// are believed as they come; DNSSEC is not checked.
#pragma once

#include <memory>
#include <vector>

#include "dns/resolver.h"
#include "platform/platform.h"

namespace mailtown::dns {

// Asks `servers` in order, each up to five seconds, twice around (RFC 1123 §6.1.3.3); the first
// that says yes or no is believed. `platform` must outlive it.
std::unique_ptr<Resolver> make_stub_resolver(Platform& platform, std::vector<Endpoint> servers,
                                             IpAddress source = {});

}  // namespace mailtown::dns
