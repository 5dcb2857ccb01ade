// SMTP commands as values (RFC 5321 §4.1.1, RFC 4954 §4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "address/address.h"

namespace mailtown::smtp {

struct Ehlo {
  std::string name;  // the client's domain or address literal
};
struct Helo {
  std::string name;
};
struct Mail {
  Address sender;          // null for reports
  std::uint64_t size = 0;  // bytes; 0: not given
  bool eight_bit = false;  // BODY=8BITMIME
};
struct Rcpt {
  Address recipient;
};
struct Data {};
struct Rset {};
struct Noop {};
struct Quit {};
struct Vrfy {
  std::string text;
};
struct Expn {
  std::string text;
};
struct Help {
  std::string topic;
};
struct Auth {
  std::string mechanism;               // upper case
  std::optional<std::string> initial;  // the initial response in base64; "=" is an empty one
};
// The client's line in the midst of an AUTH exchange: base64, or "*".
struct AuthResponse {
  std::string text;
};

using Command = std::variant<Ehlo, Helo, Mail, Rcpt, Data, Rset, Noop, Quit, Vrfy, Expn, Help, Auth,
                             AuthResponse>;

}  // namespace mailtown::smtp
