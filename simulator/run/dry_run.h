// Dry runs: a question put to one of a scenario's machines, in its world, while nobody acts.
//
// The machines run, faults strike at their times, names are looked up in the scenario's DNS; but no
// letter is sent. What is asked works with the machine's own configuration and clock.
#pragma once

#include <string>
#include <vector>

#include "address/address.h"
#include "platform/result.h"
#include "routing/router.h"
#include "simulator/run/run.h"

namespace mailtown::run {

// Where a letter for one address would go from here.
struct Way {
  Address address;  // after aliases
  routing::Route route;
  std::string mailbox;                            // if it ends here
  std::vector<routing::HostAddresses> addresses;  // of the route's hosts, in their order
  std::uint16_t port = 25;
};

struct RouteAnswer {
  trace::Trace trace;
  std::vector<Way> ways;  // none: the address is refused
};

// Asks the mta of `machine` at the time `when` from the scenario's start. Fails (`invalid`) if the
// scenario cannot be planned; `machine` must have an mta.
Result<RouteAnswer> ask_for_route(const scenario::Scenario& scenario, const std::string& machine,
                                  const Address& address, Duration when);

// The names of the scenario's machines that have an mta, in the order of the plan.
std::vector<std::string> machines_with_mta(const scenario::Plan& plan);

}  // namespace mailtown::run
