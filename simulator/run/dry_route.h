// Where a letter would go, asked of the very parts that send it, without sending anything.
#pragma once

#include <string>
#include <vector>

#include "address/address.h"
#include "config/config.h"
#include "platform/platform.h"
#include "routing/router.h"

namespace mailtown::run {

// One host of a way, with the addresses that would be connected to, in order.
struct WayHost {
  routing::MailHost host;
  std::vector<Endpoint> addresses;
  bool may_come = false;  // DNS could not say all
};

// Where mail for one address ends up; an alias has several ways.
struct Way {
  Address recipient;
  routing::Route route;
  std::vector<WayHost> hosts;
  std::string mailbox;  // where it is filed, if the route is home
};

// Expands `address` by the configuration's aliases, routes each address that comes of it, and looks
// up the hosts' addresses, as an mta with that configuration does. Empty if the address is at home
// and nobody has it. Everything that is decided on the way is recorded with the platform's tracer.
// Failures: those of the file of users.
Task<Result<std::vector<Way>>> find_ways(Platform& platform, config::Config config,
                                         Address address);

}  // namespace mailtown::run
