#include "config/forms.h"

#include <algorithm>

#include "address/address.h"
#include "address/domain.h"
#include "config/duration_text.h"
#include "text/ascii.h"

namespace mailtown::config {

namespace {

std::optional<std::string> parse_mailbox(std::string_view text) {
  const auto address = parse_address(text);
  if (!address || address->is_literal() || address->domain.empty()) return std::nullopt;
  return lower_case(address->to_string());
}

std::optional<std::string> parse_plain_text(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (text.empty() || std::any_of(text.begin(), text.end(), is_control)) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> parse_delimiter(std::string_view text) {
  if (text.empty()) return std::string();
  const bool fits = text.size() == 1 && std::string_view("+-_=.#").find(text) != text.npos;
  return fits ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> parse_path(std::string_view text) {
  if (text == ".") return std::string(text);
  std::string_view rest = text;
  for (;;) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return std::nullopt;
    if (slash == rest.npos) return std::string(text);
    rest.remove_prefix(slash + 1);
  }
}

std::optional<TlsUse> parse_tls_use(std::string_view text) {
  if (text == "none") return TlsUse::none;
  if (text == "opportunistic") return TlsUse::opportunistic;
  if (text == "required") return TlsUse::required;
  return std::nullopt;
}

}  // namespace

Form<std::string> host_name_form() {
  return {"a host name", "host names", R"("mx1.example.org")", &parse_domain};
}

Form<std::string> domain_form() {
  return {"a domain", "domains", R"("example.org")", &parse_domain};
}

Form<std::string> mailbox_form() {
  return {"a mail address", "mail addresses", R"("ivanov@example.org")", &parse_mailbox};
}

Form<std::string> password_form() {
  return {"a password", "passwords", R"("correct horse")", &parse_plain_text};
}

Form<std::string> delimiter_form() {
  return {"one of + - _ = . # or empty", "such characters", R"("+")", &parse_delimiter};
}

Form<std::string> path_form() {
  return {"a relative path without '.' and '..' in it",
          "relative paths without '.' and '..' in them", R"("mail-data/mx1")", &parse_path};
}

Form<std::string> file_form() {
  return {"a file", "files", R"("tls/mx1.pem" or "/etc/mailtown/mx1.pem")", &parse_plain_text};
}

Form<TlsUse> tls_use_form() {
  return {"\"none\", \"opportunistic\" or \"required\"", "such words", R"("required")",
          &parse_tls_use};
}

Form<Duration> duration_form() {
  return {"a duration", "durations", R"("30s", "5m", "1h30m" or "5d")", &parse_duration};
}

Form<IpAddress> ip_address_form() {
  return {"an IP address", "IP addresses", R"("192.0.2.1" or "2001:db8::1")", &IpAddress::parse};
}

Form<IpNetwork> network_form() {
  return {"a network", "networks", R"("192.0.2.0/24")", &IpNetwork::parse};
}

Form<Endpoint> endpoint_form() {
  return {"an address with a port", "addresses with ports",
          R"("192.0.2.1:25" or "[2001:db8::1]:25")", &Endpoint::parse};
}

}  // namespace mailtown::config
