// The exchange behind AUTH and AUTHENTICATE (RFC 4422): PLAIN (RFC 4616) and LOGIN (never a
// standard, but every client's fallback), both sides. Pure: each move is a value. SMTP (RFC 4954),
// POP3 (RFC 5034) and IMAP (RFC 3501 §6.2.2) carry the same texts and differ in their replies only.
//
// Departure from production practice: only mechanisms that show the password to the server.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mailtown::sasl {

enum class Mechanism { plain, login };
inline constexpr std::array<Mechanism, 2> mechanisms = {Mechanism::plain, Mechanism::login};
std::string mechanism_names();  // "PLAIN LOGIN": as servers list them

std::optional<Mechanism> parse_mechanism(std::string_view name);  // upper case: "PLAIN"
const char* to_string(Mechanism mechanism);

struct Credentials {
  std::string login, password;
};

// --- the server's side ---------------------------------------------------------------------------

// Where an exchange stands, before a response.
struct Exchange {
  Mechanism mechanism = Mechanism::plain;
  std::optional<std::string> login;  // LOGIN: given already, the password is next
};

// The text to challenge with, in base64, when the exchange has come to that point.
std::string challenge_of(const Exchange& exchange);

// What can be wrong with a response. Each protocol has a reply of its own for it.
enum class Fault {
  not_base64,
  malformed,       // not what the mechanism wants: PLAIN without its NULs, a NUL in LOGIN
  cancelled,       // the client sent "*"
  other_identity,  // to act for somebody else is not offered (RFC 4616 §2)
};
// In words for the client: "that is no base64".
const char* to_string(Fault fault);

// What a response leads to: the next challenge, what is to be checked, or the end.
using Move = std::variant<Exchange, Credentials, Fault>;
Move take_response(const Exchange& exchange, std::string_view response);
// The initial response that came with the command; "=" stands for an empty one (RFC 4954 §4,
// RFC 5034 §4, RFC 4959 §3).
Move take_initial_response(const Exchange& exchange, std::string_view response);

// --- the client's side ---------------------------------------------------------------------------

// The initial response of PLAIN, in base64.
std::string plain_response(const Credentials& credentials);

}  // namespace mailtown::sasl
