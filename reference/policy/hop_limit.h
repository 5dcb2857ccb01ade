// Does a letter go round in a circle?
//
// Each server that takes a letter puts a Received field on top. When two servers send a letter to
// each other for ever, only these show it (RFC 5321 §6.3).
#pragma once

#include <cstddef>
#include <cstdint>

#include "trace/evidence.h"

namespace mailtown::policy {

// True if a letter with so many Received fields has passed more than `limit` servers.
Decided<bool> goes_in_circle(std::size_t hops, std::uint64_t limit);

}  // namespace mailtown::policy
