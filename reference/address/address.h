// A mail address: local part and domain (RFC 5321 §2.3.11), as a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mailtown {

// The default value is the null sender <> (RFC 5321 §4.5.5).
struct Address {
  std::string local;  // unquoted, as written: only the host that owns it may interpret its case
  std::string
      domain;  // lower case; or an address literal such as "[192.0.2.1]"; empty for <postmaster>

  bool is_null() const { return local.empty() && domain.empty(); }
  bool is_literal() const { return !domain.empty() && domain.front() == '['; }
  // As it stands on the wire, without angle brackets; the local part is quoted where it must be.
  std::string to_string() const;
  auto operator<=>(const Address&) const = default;
};

// Parses a Mailbox of RFC 5321 §4.1.2 ("user@example.org", "\"a b\"@example.org",
// "user@[192.0.2.1]"); nothing if it is not one, or if it is over the limits of §4.5.3.1.1-2.
std::optional<Address> parse_address(std::string_view text);

}  // namespace mailtown
