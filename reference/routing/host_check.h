// What is wrong with a mail host that MX records name, judged by its addresses.
#pragma once

#include <optional>
#include <string>

#include "routing/router.h"
#include "trace/evidence.h"

namespace mailtown::routing {

// Nothing if the host has addresses of its own. An MX record must not name an alias (RFC 2181
// §10.3, RFC 5321 §5.1), but a sender who follows it all the same does no harm, and so do we. A
// host without address is left out; if DNS failed, the letter may have to wait for it.
std::optional<Evidence> fault_of_host(const std::string& host, const HostAddresses& found);

}  // namespace mailtown::routing
