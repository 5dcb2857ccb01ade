#include "smtp/sasl.h"

#include <utility>

#include "smtp/base64.h"

namespace mailtown::smtp {

namespace {

Reply malformed(std::string text) {
  return Reply(501, {5, 5, 2}, std::move(text));
}

// RFC 4616 §2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
ExchangeMove take_plain(std::string_view message) {
  const std::size_t first = message.find('\0');
  const std::size_t second =
      first == std::string_view::npos ? first : message.find('\0', first + 1);
  if (second == std::string_view::npos)
    return malformed("PLAIN is [identity] NUL login NUL password");
  const std::string_view identity = message.substr(0, first);
  const std::string_view login = message.substr(first + 1, second - first - 1);
  const std::string_view password = message.substr(second + 1);
  if (login.empty() || password.find('\0') != std::string_view::npos) {
    return malformed("PLAIN is [identity] NUL login NUL password");
  }
  // Acting for somebody else is not offered here.
  if (!identity.empty() && identity != login) {
    return Reply(535, {5, 7, 8}, "log in as the one that you act for");
  }
  return Credentials{std::string(login), std::string(password)};
}

ExchangeMove take_login(const Exchange& exchange, std::string text) {
  if (text.find('\0') != std::string::npos) return malformed("no NUL may be in it");
  if (exchange.login) return Credentials{*exchange.login, std::move(text)};
  return Exchange{Mechanism::login, std::move(text)};
}

}  // namespace

std::optional<Mechanism> parse_mechanism(std::string_view name) {
  for (const Mechanism each : {Mechanism::plain, Mechanism::login}) {
    if (name == to_string(each)) return each;
  }
  return std::nullopt;
}

const char* to_string(Mechanism mechanism) {
  return mechanism == Mechanism::plain ? "PLAIN" : "LOGIN";
}

std::string challenge_of(const Exchange& exchange) {
  if (exchange.mechanism == Mechanism::plain) return {};  // RFC 4954 §4: an empty challenge
  return to_base64(exchange.login ? "Password:" : "Username:");
}

ExchangeMove take_response(const Exchange& exchange, std::string_view response) {
  if (response == "*") return Reply(501, {5, 0, 0}, "the log-in was given up");  // RFC 4954 §4
  auto text = from_base64(response);
  if (!text) return malformed("that is no base64");
  if (exchange.mechanism == Mechanism::plain) return take_plain(*text);
  return take_login(exchange, std::move(*text));
}

std::string plain_response(const Credentials& credentials) {
  std::string message;
  message += '\0';
  message += credentials.login;
  message += '\0';
  message += credentials.password;
  return to_base64(message);
}

}  // namespace mailtown::smtp
