// Ports that are free for a whole world of machines on loopback.
#pragma once

#include <memory>
#include <vector>

#include "platform/network.h"
#include "simulator/scenario/plan.h"

namespace mailtown::run {

// Ports and the sockets that guard them: at an address of their own, so that two worlds at a time
// never choose the same ports.
struct GuardedPorts {
  scenario::Ports ports;
  std::vector<std::unique_ptr<Listener>> guards;
};

// 2525 (SMTP), 2587 (submission), 2110 (POP3) and 2053 (DNS), or each some hundreds higher.
// Failure `in_use` if none of these is free.
Result<GuardedPorts> find_ports(Network& network);

}  // namespace mailtown::run
