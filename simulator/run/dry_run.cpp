#include "simulator/run/dry_run.h"

#include "dns/stub_resolver.h"
#include "users/address_book.h"
#include "users/config_directory.h"

namespace mailtown::run {

namespace {

// Does what the mta does with a recipient, up to the connection that it would make.
class RouteQuestion {
 public:
  RouteQuestion(Platform& platform, const config::Config& config)
      : config_(config),
        directory_(users::make_config_directory(config)),
        book_(config, *directory_),
        resolver_(dns::make_stub_resolver(platform, config.dns_servers)),
        router_(config, *resolver_, platform.clock, platform.random) {}

  Task<> ask(Address address, Tracer tracer, std::vector<Way>& ways) {
    auto ends = co_await book_.look_up(address);
    const bool known = !ends.outcome.empty();
    if (ends.evidence.rule != "recipient.elsewhere") {
      tracer.step(decision("recipient", address.to_string(), known ? "accepted" : "refused",
                           std::move(ends.evidence)));
    }
    for (auto& end : ends.outcome) {
      Way way = co_await way_to(std::move(end), tracer);
      ways.push_back(std::move(way));
    }
  }

 private:
  Task<Way> way_to(Address address, Tracer tracer) {
    Way way{.address = std::move(address)};
    way.route = co_await router_.route(way.address.domain, tracer);
    way.port = way.route.port != 0 ? way.route.port : config_.delivery.port;
    if (way.route.kind == routing::RouteKind::local) {
      const auto found = co_await directory_->find(way.address);
      if (found.outcome) way.mailbox = found.outcome->mailbox;
    }
    for (const auto& host : way.route.hosts) {
      auto addresses = co_await router_.addresses(host, tracer);
      way.addresses.push_back(std::move(addresses));
    }
    co_return way;
  }

  const config::Config& config_;
  std::unique_ptr<users::Directory> directory_;
  users::AddressBook book_;
  std::unique_ptr<dns::Resolver> resolver_;
  routing::Router router_;
};

Task<> ask(Platform& platform, const config::Config& config, Address address, RouteAnswer& answer) {
  RouteQuestion question(platform, config);
  co_await question.ask(std::move(address), platform.tracer, answer.ways);
}

}  // namespace

Result<RouteAnswer> ask_for_route(const scenario::Scenario& scenario, const std::string& machine,
                                  const Address& address, Duration when) {
  RouteAnswer answer;
  RunOptions options;
  options.instead_of_actions =
      DryRun{.machine = machine,
             .program = "mta",
             .when = when,
             .what = [&](Platform& platform, const config::Config& config) {
               return ask(platform, config, address, answer);
             }};
  auto result = run_simulated(scenario, options);
  if (!result) return result.error();
  if (!result->defects.empty()) return Failure{FailureKind::io, result->defects.front()};
  answer.trace = std::move(result->trace);
  return answer;
}

std::vector<std::string> machines_with_mta(const scenario::Plan& plan) {
  std::vector<std::string> names;
  for (const auto& machine : plan.machines) {
    if (machine.has("mta")) names.push_back(machine.name);
  }
  return names;
}

}  // namespace mailtown::run
