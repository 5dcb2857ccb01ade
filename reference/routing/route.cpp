#include "routing/route.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::routing {

namespace {

Decided<Route> undeliverable(const std::string& domain, std::string rule, std::string source,
                             std::string reply) {
  return {{.kind = RouteKind::undeliverable, .reply = std::move(reply)},
          {.rule = std::move(rule), .inputs = {{"domain", domain}}, .source = std::move(source)}};
}

// An MX record's host, with the record's name for hosts written without the final dot.
std::vector<MailHost> hosts_of(const dns::Resolution& mx) {
  std::vector<MailHost> hosts;
  for (const auto& record : mx.records) {
    if (const auto* data = std::get_if<dns::MxData>(&record.data)) {
      hosts.push_back({.name = data->host.to_string(), .preference = data->preference});
    }
  }
  return hosts;
}

// Most preferred first; RFC 5321 §5.1 wants equal ones in random order, to spread the load.
void sort_by_preference(std::vector<MailHost>& hosts, Random& random) {
  random.shuffle(hosts, "mx-shuffle");
  std::stable_sort(hosts.begin(), hosts.end(), [](const MailHost& a, const MailHost& b) {
    return a.preference < b.preference;
  });
}

Alternative alternative_of(const MailHost& host, std::string lost_because) {
  return {.choice = host.name,
          .lost_because = std::move(lost_because),
          .facts = {{"host", host.name}, {"preference", fmt::format("{}", host.preference)}}};
}

// Who is tried first, and why each other host has to wait or is left out.
std::vector<Alternative> alternatives_of(const std::vector<MailHost>& usable,
                                         const std::vector<MailHost>& left_out) {
  std::vector<Alternative> alternatives;
  for (const auto& host : usable) {
    const bool first = &host == &usable.front();
    const bool equal = host.preference == usable.front().preference;
    alternatives.push_back(alternative_of(host, first   ? ""
                                                : equal ? "route.drawn-later"
                                                        : "route.less-preferred"));
  }
  for (const auto& host : left_out) {
    alternatives.push_back(alternative_of(host, "route.not-behind-us"));
  }
  return alternatives;
}

// Names in DNS are compared without case.
bool is_same_name(const std::string& one, const std::string& other) {
  const auto first = dns::Name::parse(one), second = dns::Name::parse(other);
  return first && second && *first == *second;
}

// Takes out our own name and everything not preferred to it.
std::vector<MailHost> remove_not_ahead(std::vector<MailHost>& hosts, const std::string& own_name) {
  const auto self = std::find_if(hosts.begin(), hosts.end(), [&](const MailHost& host) {
    return is_same_name(host.name, own_name);
  });
  if (self == hosts.end()) return {};
  const auto own_preference = self->preference;
  const auto first_out = std::find_if(hosts.begin(), hosts.end(), [&](const MailHost& host) {
    return host.preference >= own_preference;
  });
  std::vector<MailHost> left_out(first_out, hosts.end());
  hosts.erase(first_out, hosts.end());
  return left_out;
}

Decided<Route> implicit_mx(const std::string& domain) {
  // RFC 5321 §5.1: without MX, the domain's address is treated as its only mail host.
  return {{.kind = RouteKind::hosts, .hosts = {{.name = domain}}},
          {.rule = "route.implicit-mx",
           .inputs = {{"domain", domain}},
           .alternatives = {{.choice = domain, .facts = {{"host", domain}, {"preference", "0"}}}},
           .source = "RFC 5321 §5.1"}};
}

Decided<Route> mx_hosts(const std::string& domain, std::vector<MailHost> hosts,
                        const std::string& own_name, Random& random) {
  if (hosts.size() == 1 && hosts.front().name == ".") {
    return undeliverable(domain, "route.null-mx", "RFC 7505 §3",
                         fmt::format("556 5.1.10 {} accepts no mail (null MX)", domain));
  }
  sort_by_preference(hosts, random);
  const auto left_out = remove_not_ahead(hosts, own_name);
  auto alternatives = alternatives_of(hosts, left_out);
  if (hosts.empty()) {
    auto decided =
        undeliverable(domain, "route.only-us", "RFC 5321 §5.1",
                      fmt::format("554 5.4.6 mail for {} comes back to this host, which does not "
                                  "serve it",
                                  domain));
    decided.evidence.alternatives = std::move(alternatives);
    return decided;
  }
  Evidence evidence{.rule = "route.mx",
                    .inputs = {{"domain", domain}, {"host", hosts.front().name}},
                    .alternatives = std::move(alternatives),
                    .source = "RFC 5321 §5.1"};
  return {{.kind = RouteKind::hosts, .hosts = std::move(hosts)}, std::move(evidence)};
}

}  // namespace

std::optional<Decided<Route>> route_home(const std::string& domain,
                                         const std::vector<std::string>& local_domains) {
  const bool own = domain.empty() || std::find(local_domains.begin(), local_domains.end(),
                                               domain) != local_domains.end();
  if (!own) return std::nullopt;
  return Decided<Route>{
      {.kind = RouteKind::local},
      {.rule = "route.local", .inputs = {{"domain", domain}}, .source = "RFC 5321 §3.6.1"}};
}

std::optional<Decided<Route>> route_by_literal(const std::string& domain) {
  if (!domain.starts_with('[')) return std::nullopt;
  // RFC 5321 §4.1.3: an address literal names the host itself.
  auto text = domain.substr(1, domain.size() - 2);
  if (text.rfind("IPv6:", 0) == 0) text.erase(0, 5);
  const auto address = IpAddress::parse(text);
  if (!address) {
    return undeliverable(domain, "route.bad-literal", "RFC 5321 §4.1.3",
                         fmt::format("550 5.1.2 {} is no address that I know", domain));
  }
  return Decided<Route>{
      {.kind = RouteKind::hosts, .hosts = {{.name = domain, .address = address}}},
      {.rule = "route.literal", .inputs = {{"domain", domain}}, .source = "RFC 5321 §4.1.3"}};
}

Route route_by_relay(const std::string& domain, const std::string& host, Route found) {
  if (found.kind != RouteKind::undeliverable) return found;
  return {.kind = RouteKind::try_later,
          .reply = fmt::format("451 4.3.5 the route for {} leads to {}, which takes no mail: {}",
                               domain, host, found.reply)};
}

Decided<Route> route_by_mx(const std::string& domain, const dns::Resolution& mx,
                           const std::string& own_name, Random& random) {
  switch (mx.outcome) {
    case dns::Outcome::found:
      return mx_hosts(domain, hosts_of(mx), own_name, random);
    case dns::Outcome::no_data:
      return implicit_mx(domain);
    case dns::Outcome::no_such_name:
      return undeliverable(domain, "route.no-such-domain", "RFC 5321 §5.1",
                           fmt::format("550 5.1.2 there is no domain {}", domain));
    case dns::Outcome::failed:
      break;
  }
  // RFC 5321 §5.1: a temporary error of DNS means that the message is queued and tried again.
  return {{.kind = RouteKind::try_later,
           .reply = fmt::format("451 4.4.3 DNS cannot say now where mail for {} goes", domain)},
          {.rule = "route.dns-failed",
           .inputs = {{"domain", domain}, {"why", mx.why}},
           .source = "RFC 5321 §5.1"}};
}

std::string to_string(RouteKind kind) {
  switch (kind) {
    case RouteKind::local:
      return "local";
    case RouteKind::hosts:
      return "hosts";
    case RouteKind::undeliverable:
      return "undeliverable";
    case RouteKind::try_later:
      return "try-later";
  }
  return "?";
}

}  // namespace mailtown::routing
