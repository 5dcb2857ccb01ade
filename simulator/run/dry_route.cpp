#include "simulator/run/dry_route.h"

#include "dns/stub_resolver.h"
#include "users/address_book.h"
#include "users/table_directory.h"

namespace mailtown::run {
namespace {

Task<Way> find_way(routing::Router& router, users::Directory& directory, Address recipient,
                   std::uint16_t usual_port, Tracer tracer) {
  Way way{.recipient = recipient, .route = {}, .hosts = {}, .mailbox = {}};
  way.route = co_await router.route(recipient.domain, tracer);
  if (way.route.kind == routing::RouteKind::local) {
    const auto found = co_await directory.find(recipient);
    if (found.outcome) way.mailbox = found.outcome->mailbox;
  }
  const auto port = way.route.port != 0 ? way.route.port : usual_port;
  for (const routing::MailHost& host : way.route.hosts) {
    const auto found = co_await router.addresses(host, tracer);
    WayHost& next = way.hosts.emplace_back();
    next.host = host;
    next.may_come = found.may_come;
    for (const IpAddress& address : found.addresses) next.addresses.push_back({address, port});
  }
  co_return way;
}

// In the words of an mta that takes a letter in: who that is here, or who stands behind him.
void record(const Address& address, Decided<std::vector<Address>>& ends, Tracer& tracer) {
  std::string outcome;
  for (const Address& end : ends.outcome) {
    outcome += (outcome.empty() ? "" : ", ") + end.to_string();
  }
  const bool replaced = !ends.outcome.empty() && ends.outcome != std::vector<Address>{address};
  tracer.step(decision(replaced ? "alias" : "recipient", address.to_string(),
                       outcome.empty() ? "unknown" : outcome, std::move(ends.evidence)));
}

}  // namespace

Task<Result<std::vector<Way>>> find_ways(Platform& platform, config::Config config,
                                         Address address) {
  auto users = users::load_users(platform.disk, config);
  if (!users) co_return users.error();
  users::TableDirectory directory(config, platform.hasher, std::move(*users));
  users::AddressBook book(config, directory);
  const auto resolver = dns::make_stub_resolver(platform, config.dns_servers);
  routing::Router router(config, *resolver, platform.clock, platform.random);

  auto ends = co_await book.look_up(address);
  Tracer tracer = platform.tracer;
  if (ends.evidence.rule != "recipient.elsewhere") record(address, ends, tracer);
  std::vector<Way> ways;
  for (const Address& end : ends.outcome) {
    ways.push_back(co_await find_way(router, directory, end, config.delivery.port, tracer));
  }
  co_return ways;
}

}  // namespace mailtown::run
