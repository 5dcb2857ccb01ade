// SMTP commands as values (RFC 5321 §4.1.1, RFC 4954 §4), each with its verb.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "address/address.h"

namespace mailtown::smtp {

struct Ehlo {
  static constexpr const char* verb = "EHLO";
  std::string name;  // the client's domain or address literal
};
struct Helo {
  static constexpr const char* verb = "HELO";
  std::string name;
};
struct Mail {
  static constexpr const char* verb = "MAIL";
  Address sender;          // null for reports
  std::uint64_t size = 0;  // bytes; 0: not given
  bool eight_bit = false;  // BODY=8BITMIME
};
struct Rcpt {
  static constexpr const char* verb = "RCPT";
  Address recipient;
};
struct Data {
  static constexpr const char* verb = "DATA";
};
struct Rset {
  static constexpr const char* verb = "RSET";
};
struct Noop {
  static constexpr const char* verb = "NOOP";
};
struct Quit {
  static constexpr const char* verb = "QUIT";
};
struct Vrfy {
  static constexpr const char* verb = "VRFY";
  std::string text;
};
struct Expn {
  static constexpr const char* verb = "EXPN";
  std::string text;
};
struct Help {
  static constexpr const char* verb = "HELP";
  std::string topic;
};
struct StartTls {
  static constexpr const char* verb = "STARTTLS";  // RFC 3207
};
struct Auth {
  static constexpr const char* verb = "AUTH";
  std::string mechanism;               // upper case
  std::optional<std::string> initial;  // the initial response in base64; "=" is an empty one
};
// The client's line in the midst of an AUTH exchange: base64, or "*". Its verb is only our name.
struct AuthResponse {
  static constexpr const char* verb = "(response)";
  std::string text;
};

using Command = std::variant<Ehlo, Helo, Mail, Rcpt, Data, Rset, Noop, Quit, Vrfy, Expn, Help, Auth,
                             AuthResponse, StartTls>;

}  // namespace mailtown::smtp
