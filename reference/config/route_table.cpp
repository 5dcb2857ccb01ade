#include "config/route_table.h"

#include <algorithm>

#include "address/domain.h"
#include "config/nearest.h"
#include "config/own_address.h"

namespace mailtown::config {

namespace {

// "example.com", ".example.com" or "*"
std::optional<std::string> parse_pattern(std::string_view text) {
  if (text == "*") return std::string(text);
  if (!text.starts_with('.')) return parse_domain(text);
  const auto domain = parse_domain(text.substr(1));
  if (!domain) return std::nullopt;
  return "." + *domain;
}

// "relay.example.net", "[relay.example.net]" or "[192.0.2.1]"
std::optional<std::string> parse_next_host(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return parse_domain(text);
  if (auto literal = parse_address_literal(text)) return literal;
  const auto name = parse_domain(text.substr(1, text.size() - 2));
  if (!name || IpAddress::parse(*name)) return std::nullopt;
  return "[" + *name + "]";
}

Form<std::string> pattern_form() {
  return {"a domain, a dot and a domain for all below it, or \"*\" for all", "such patterns",
          R"("example.com", ".example.com" or "*")", &parse_pattern};
}

Form<std::string> next_host_form() {
  return {"a host name, or a host or an address in brackets", "hosts",
          R"("relay.example.net", "[relay.example.net]" or "[192.0.2.1]")", &parse_next_host};
}

void unknown_key(const toml::key& key, ErrorList& errors) {
  std::vector<std::string> known;
  for (const RouteKey& each : route_keys()) known.push_back(each.name);
  std::string what = fmt::format("unknown key 'route.{}'", key.str());
  const auto meant = nearest(key.str(), known);
  what += meant ? fmt::format("; did you mean '{}'?", *meant)
                : "; a route has 'domain', 'host', 'port', 'user', 'password' and 'tls'";
  errors.add(key.source().begin.line, std::move(what));
}

void read_key(const toml::key& key, const toml::node& node, ErrorList& errors, Route& route) {
  ValueReader reader(errors);
  reader.at(fmt::format("route.{}", key.str()));
  if (key.str() == "domain") {
    reader.one(node, pattern_form(), route.domain);
  } else if (key.str() == "host") {
    reader.one(node, next_host_form(), route.host);
  } else if (key.str() == "port") {
    reader.port(node, route.port);
  } else if (key.str() == "user") {
    reader.one(node, password_form(), route.user);
  } else if (key.str() == "password") {
    reader.one(node, password_form(), route.password);
  } else if (key.str() == "tls") {
    TlsUse tls = TlsUse::none;
    reader.one(node, tls_use_form(), tls);
    route.tls = tls;
  } else {
    unknown_key(key, errors);
  }
}

void check_whole(const toml::table& table, const Route& route, const Config& config,
                 ErrorList& errors) {
  const auto line = line_of(table);
  if (!table.contains("domain")) {
    errors.add(line, "a route has no domain; add domain = \"example.com\", or \"*\" for all");
  }
  if (!table.contains("host")) {
    errors.add(line, "a route has no host; add host = \"relay.example.net\"");
  }
  if (route.user.empty() != route.password.empty()) {
    errors.add(line, "a route needs 'user' and 'password' together, or neither");
  }
  const bool in_clear = route.tls.value_or(config.delivery.tls) != TlsUse::required;
  if (!route.user.empty() && in_clear && !config.allow_passwords_in_clear) {
    errors.add(line,
               "a route's password may travel in the clear, or to a host that only pretends to "
               "be the right one; add tls = \"required\", or, on a bench, allow it with "
               "allow_passwords_in_clear = true");
  }
  if (is_local_domain(route.domain, config)) {
    errors.add(line, fmt::format("a route leads mail for '{0}' away, but '{0}' is a local domain, "
                                 "whose mail is filed here; keep it in one place",
                                 route.domain));
  }
  const auto same = [&](const Route& other) { return other.domain == route.domain; };
  if (!route.domain.empty() && std::any_of(config.routes.begin(), config.routes.end(), same)) {
    errors.add(line, fmt::format("there are two routes for '{}'; keep one", route.domain));
  }
}

}  // namespace

std::vector<RouteKey> route_keys() {
  return {{"domain", pattern_form().name,
           "Whose mail goes this way. The most exact pattern counts: the domain itself, then the "
           "longest `.domain`, then `*`."},
          {"host", next_host_form().name,
           "Where it goes. A name is looked up as if it were the letter's domain, MX records "
           "first; in brackets it is that host itself."},
          {"port", "a port", "The host's port; by default `delivery.port`."},
          {"user", "a text",
           "What mta logs in with at that host (RFC 4954). Only with `tls = \"required\"` or "
           "`allow_passwords_in_clear`."},
          {"password", "a text", "The password of that user."},
          {"tls", tls_use_form().name,
           "As `delivery.tls`, for this route. With `required`, the host must prove the name that "
           "`host` gives in brackets, or else the name that its MX record gives; whoever can forge "
           "DNS answers can forge the latter."}};
}

void read_routes(const toml::node& node, ErrorList& errors, Config& config) {
  const auto* list = node.as_array();
  if (list == nullptr ||
      !std::all_of(list->begin(), list->end(), [](const auto& each) { return each.is_table(); })) {
    errors.add(line_of(node),
               "'route' must be a list of tables; write [[route]] and below it for example "
               "domain = \"*\" and host = \"relay.example.net\"");
    return;
  }
  for (const toml::node& each : *list) {
    const auto& table = *each.as_table();
    Route route;
    for (const auto& [key, value] : table) read_key(key, value, errors, route);
    check_whole(table, route, config, errors);
    config.routes.push_back(std::move(route));
  }
}

}  // namespace mailtown::config
