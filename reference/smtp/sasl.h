// The exchange behind AUTH: PLAIN (RFC 4616) and LOGIN (never a standard, but every client's
// fallback), both sides. Pure: each move is a value.
//
// Departure from production practice: only mechanisms that show the password to the server.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "smtp/reply.h"

namespace mailtown::smtp {

enum class Mechanism { plain, login };

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

// What a response leads to: the next challenge, what is to be checked, or a refusal (501).
using ExchangeMove = std::variant<Exchange, Credentials, Reply>;
ExchangeMove take_response(const Exchange& exchange, std::string_view response);

// --- the client's side ---------------------------------------------------------------------------

// The initial response of PLAIN, in base64.
std::string plain_response(const Credentials& credentials);

}  // namespace mailtown::smtp
