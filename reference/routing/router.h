// Router: asks DNS and decides the next host for a domain, telling the trace why.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "dns/resolver.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "routing/route.h"
#include "trace/tracer.h"

namespace mailtown::routing {

struct HostAddresses {
  std::vector<IpAddress> addresses;
  bool may_come = false;  // DNS failed for some kind of address: an empty list proves nothing
  std::string alias_of;   // the name that the host is only an alias (CNAME) for, if it is one
};

// What it refers to must outlive it.
class Router {
 public:
  Router(const config::Config& config, dns::Resolver& resolver, Clock& clock, Random& random)
      : config_(config), resolver_(resolver), clock_(clock), random_(random) {}

  // Where mail for `domain` (lower case) goes: home; else as the configuration says; else to the
  // host of an address literal; else as DNS says. Records each decision and narrows `tracer` to it.
  Task<Route> route(std::string domain, Tracer& tracer);
  // The addresses of a mail host, IPv4 before IPv6 (if that is used at all). Records a decision
  // where something is wrong with the host (host_check.h).
  Task<HostAddresses> addresses(MailHost host, Tracer tracer);

 private:
  static Route record(const std::string& domain, Decided<Route> decided, Tracer& tracer);
  Task<Route> route_by_dns(std::string domain, Tracer& tracer);
  Task<Route> route_to_relay(std::string domain, config::Route relay, Tracer& tracer);
  Task<> add_addresses(dns::Name name, dns::RecordType type, Tracer tracer, HostAddresses& into);

  const config::Config& config_;
  dns::Resolver& resolver_;
  Clock& clock_;
  Random& random_;
};

}  // namespace mailtown::routing
