#include "routing/router.h"

#include <chrono>

#include "routing/configured_route.h"
#include "routing/host_check.h"

namespace mailtown::routing {

namespace {

using namespace std::chrono_literals;

// A resolver may have to walk from the root and past dead servers; the queue can wait that long.
constexpr Duration dns_wait = 30s;

std::string outcome_of(const Route& route) {
  return route.kind == RouteKind::hosts ? route.hosts.front().name : to_string(route.kind);
}

std::string name_at_end(const dns::Resolution& found) {
  return found.records.front().name.to_string();
}

}  // namespace

Task<Route> Router::route(std::string domain, Tracer& tracer) {
  auto decided = route_home(domain, config_.local_domains);
  if (!decided) {
    auto configured = find_configured_route(domain, config_.routes);
    if (configured) {
      const auto& host = configured->outcome.host;
      tracer.step(decision("route", domain, host, std::move(configured->evidence)));
      co_return co_await route_to_relay(domain, std::move(configured->outcome), tracer);
    }
    decided = route_by_literal(domain);
  }
  if (decided) co_return record(domain, std::move(*decided), tracer);
  co_return co_await route_by_dns(std::move(domain), tracer);
}

// The decision's outcome, after it has been recorded.
Route Router::record(const std::string& domain, Decided<Route> decided, Tracer& tracer) {
  tracer.step(decision("route", domain, outcome_of(decided.outcome), std::move(decided.evidence),
                       decided.outcome.reply));
  return std::move(decided.outcome);
}

Task<Route> Router::route_by_dns(std::string domain, Tracer& tracer) {
  const auto name = dns::Name::parse(domain);
  // A domain that cannot stand in DNS does not exist there.
  dns::Resolution mx{.outcome = dns::Outcome::no_such_name};
  if (name) {
    mx = co_await resolver_.resolve(*name, dns::RecordType::MX, tracer, clock_.in(dns_wait));
  }
  co_return record(domain, route_by_mx(domain, mx, config_.hostname, random_), tracer);
}

Task<Route> Router::route_to_relay(std::string domain, config::Route relay, Tracer& tracer) {
  Route route{.kind = RouteKind::hosts};
  if (!is_in_brackets(relay.host)) {
    route = co_await route_by_dns(relay.host, tracer);
  } else if (auto literal = route_by_literal(relay.host);
             literal && literal->outcome.kind == RouteKind::hosts) {
    route = std::move(literal->outcome);
  } else {
    route.hosts.push_back({.name = relay.host.substr(1, relay.host.size() - 2)});
  }
  route = route_by_relay(domain, relay.host, std::move(route));
  route.port = relay.port;
  route.user = std::move(relay.user);
  route.password = std::move(relay.password);
  route.tls = relay.tls;
  co_return route;
}

Task<> Router::add_addresses(dns::Name name, dns::RecordType type, Tracer tracer,
                             HostAddresses& into) {
  const auto found = co_await resolver_.resolve(name, type, tracer, clock_.in(dns_wait));
  if (found.outcome == dns::Outcome::failed) into.may_come = true;
  if (!found.aliases.empty()) into.alias_of = found.records.empty() ? "" : name_at_end(found);
  for (const auto& record : found.records) {
    if (const auto address = dns::address_of(record)) into.addresses.push_back(*address);
  }
}

Task<HostAddresses> Router::addresses(MailHost host, Tracer tracer) {
  HostAddresses found;
  if (host.address) {
    found.addresses.push_back(*host.address);
    co_return found;
  }
  const auto name = dns::Name::parse(host.name);
  if (!name) {
    tracer.note(decision("host", host.name, "skip", *fault_of_host(host.name, found)));
    co_return found;
  }
  co_await add_addresses(*name, dns::RecordType::A, tracer, found);
  if (config_.delivery.ipv6) {
    co_await add_addresses(*name, dns::RecordType::AAAA, tracer, found);
  }
  if (auto fault = fault_of_host(host.name, found)) {
    tracer.note(
        decision("host", host.name, found.addresses.empty() ? "skip" : "try", std::move(*fault)));
  }
  co_return found;
}

}  // namespace mailtown::routing
