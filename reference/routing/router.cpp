#include "routing/router.h"

#include <chrono>

namespace mailtown::routing {

namespace {

using namespace std::chrono_literals;

// A resolver may have to walk from the root and past dead servers; the queue can wait that long.
constexpr Duration dns_wait = 30s;

std::string outcome_of(const Route& route) {
  return route.kind == RouteKind::hosts ? route.hosts.front().name : to_string(route.kind);
}

}  // namespace

Task<Route> Router::route(std::string domain, Tracer& tracer) {
  auto decided = route_without_dns(domain, config_.local_domains);
  if (!decided) {
    const auto name = dns::Name::parse(domain);
    // A domain that cannot stand in DNS does not exist there.
    dns::Resolution mx{.outcome = dns::Outcome::no_such_name};
    if (name) {
      mx = co_await resolver_.resolve(*name, dns::RecordType::MX, tracer, clock_.in(dns_wait));
    }
    decided = route_by_mx(domain, mx, config_.hostname, random_);
  }
  tracer.step(decision("route", domain, outcome_of(decided->outcome), std::move(decided->evidence),
                       decided->outcome.reply));
  co_return std::move(decided->outcome);
}

Task<> Router::add_addresses(dns::Name name, dns::RecordType type, Tracer tracer,
                             HostAddresses& into) {
  const auto found = co_await resolver_.resolve(name, type, tracer, clock_.in(dns_wait));
  if (found.outcome == dns::Outcome::failed) into.may_come = true;
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
  if (!name) co_return found;
  co_await add_addresses(*name, dns::RecordType::A, tracer, found);
  if (config_.delivery.ipv6) {
    co_await add_addresses(*name, dns::RecordType::AAAA, tracer, found);
  }
  co_return found;
}

}  // namespace mailtown::routing
