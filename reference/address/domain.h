// The part of an address right of the @, as SMTP writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mailtown {

// A Domain of RFC 5321 §4.1.2, in lower case: letters, digits and hyphens in parts of at most 63
// bytes (RFC 1035 §2.3.4), without a final dot. Nothing if it is not one, or is over 255 bytes.
std::optional<std::string> parse_domain(std::string_view text);

// An address-literal of RFC 5321 §4.1.3, in one spelling: "[192.0.2.1]", "[IPv6:2001:db8::1]".
// Departure: literals of other kinds (General-address-literal) are none, since no such kind exists.
std::optional<std::string> parse_address_literal(std::string_view text);

}  // namespace mailtown
