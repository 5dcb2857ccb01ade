// Subaddresses: "ivanov+news@example.org" is ivanov's (RFC 5233).
#pragma once

#include <optional>
#include <string>

namespace mailtown::users {

struct Subaddress {
  std::string address;  // without the detail: "ivanov@example.org"
  std::string detail;   // "news"
};

// Divides an address at the first delimiter in its local part; nothing if there is none, if it
// stands first, or if `delimiter` is empty.
std::optional<Subaddress> divide(const std::string& address, const std::string& delimiter);

}  // namespace mailtown::users
