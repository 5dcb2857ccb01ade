// Paths: the addresses of MAIL and RCPT in their angle brackets (RFC 5321 §4.1.2).
#pragma once

#include <optional>
#include <string_view>

#include "address/address.h"

namespace mailtown::smtp {

// Takes a path off the front of `text`, brackets included, which must begin with it. "<>" gives the
// null sender, "<postmaster>" in any case an address without a domain. A source route
// ("<@a.example,@b.example:user@example.org>") is read and dropped, as RFC 5321 §4.1.1.3 and
// appendix C ask: all that follows, relaying above all, goes by the final address.
// Nothing if it is no path, or over 256 bytes (§4.5.3.1.3); `text` is then unspecified.
std::optional<Address> take_path(std::string_view& text);

}  // namespace mailtown::smtp
