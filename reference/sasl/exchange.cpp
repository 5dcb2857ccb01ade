#include "sasl/exchange.h"

#include <utility>

#include "sasl/base64.h"

namespace mailtown::sasl {

namespace {

// RFC 4616 §2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
Move take_plain(std::string_view message) {
  const std::size_t first = message.find('\0');
  const std::size_t second =
      first == std::string_view::npos ? first : message.find('\0', first + 1);
  if (second == std::string_view::npos) return Fault::malformed;
  const std::string_view identity = message.substr(0, first);
  const std::string_view login = message.substr(first + 1, second - first - 1);
  const std::string_view password = message.substr(second + 1);
  if (login.empty() || password.find('\0') != std::string_view::npos) return Fault::malformed;
  if (!identity.empty() && identity != login) return Fault::other_identity;
  return Credentials{std::string(login), std::string(password)};
}

Move take_login(const Exchange& exchange, std::string text) {
  if (text.find('\0') != std::string::npos) return Fault::malformed;
  if (exchange.login) return Credentials{*exchange.login, std::move(text)};
  return Exchange{Mechanism::login, std::move(text)};
}

}  // namespace

std::optional<Mechanism> parse_mechanism(std::string_view name) {
  for (const Mechanism each : mechanisms) {
    if (name == to_string(each)) return each;
  }
  return std::nullopt;
}

std::string mechanism_names() {
  std::string names;
  for (const Mechanism each : mechanisms)
    names += (names.empty() ? "" : " ") + std::string(to_string(each));
  return names;
}

const char* to_string(Mechanism mechanism) {
  return mechanism == Mechanism::plain ? "PLAIN" : "LOGIN";
}

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::not_base64:
      return "that is no base64";
    case Fault::malformed:
      return "PLAIN is [identity] NUL login NUL password; LOGIN has no NUL";
    case Fault::cancelled:
      return "the log-in was given up";
    case Fault::other_identity:
      return "log in as the one that you act for";
  }
  return "";
}

std::string challenge_of(const Exchange& exchange) {
  if (exchange.mechanism == Mechanism::plain) return {};  // RFC 4954 §4: an empty challenge
  return to_base64(exchange.login ? "Password:" : "Username:");
}

Move take_response(const Exchange& exchange, std::string_view response) {
  if (response == "*") return Fault::cancelled;
  auto text = from_base64(response);
  if (!text) return Fault::not_base64;
  if (exchange.mechanism == Mechanism::plain) return take_plain(*text);
  return take_login(exchange, std::move(*text));
}

Move take_initial_response(const Exchange& exchange, std::string_view response) {
  return take_response(exchange, response == "=" ? "" : response);
}

std::string plain_response(const Credentials& credentials) {
  std::string message;
  message += '\0';
  message += credentials.login;
  message += '\0';
  message += credentials.password;
  return to_base64(message);
}

}  // namespace mailtown::sasl
