// POP3 commands as values (RFC 1939 §5-7, RFC 2449 §5, RFC 5034 §4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace mailtown::pop3 {

// The place of a message in the list that a session sees, from 1 (RFC 1939 §5).
using MessageNumber = std::uint32_t;

struct User {
  std::string login;
};
struct Pass {
  std::string password;
};
struct Auth {
  std::string mechanism;               // upper case: "PLAIN"
  std::optional<std::string> initial;  // the initial response in base64; "=" is an empty one
};
// The client's line in the midst of an AUTH exchange: base64, or "*". Its verb is only our name.
struct AuthResponse {
  std::string text;
};
struct Capa {};
struct Stls {};  // begin TLS (RFC 2595 §4)
struct Stat {};
struct List {
  std::optional<MessageNumber> number;  // none: all messages
};
struct Uidl {
  std::optional<MessageNumber> number;
};
struct Retr {
  MessageNumber number = 0;
};
struct Top {
  MessageNumber number = 0;
  std::uint32_t lines = 0;  // of the body; the header comes whole
};
struct Dele {
  MessageNumber number = 0;
};
struct Rset {};
struct Noop {};
struct Quit {};

using Command = std::variant<User, Pass, Auth, AuthResponse, Capa, Stls, Stat, List, Uidl, Retr,
                             Top, Dele, Rset, Noop, Quit>;

}  // namespace mailtown::pop3
