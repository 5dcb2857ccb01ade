#include "simulator/run/loopback_ports.h"

namespace mailtown::run {
namespace {

scenario::Ports ports_above(int hundreds) {
  const auto port = [&](int base) { return static_cast<std::uint16_t>(base + 100 * hundreds); };
  return {port(2525), port(2587), port(2110), port(2053), port(2143)};
}

}  // namespace

Result<GuardedPorts> find_ports(Network& network) {
  constexpr int attempts = 60;
  const IpAddress guard_address = IpAddress::v4({127, 10, 0, 254});
  for (int hundreds = 0; hundreds < attempts; ++hundreds) {
    GuardedPorts found;
    found.ports = ports_above(hundreds);
    for (const std::uint16_t port : {found.ports.smtp, found.ports.submission, found.ports.pop3,
                                     found.ports.imap, found.ports.dns})
      if (auto guard = network.listen({guard_address, port}))
        found.guards.push_back(std::move(*guard));
    if (found.guards.size() == 5) return found;
  }
  return Failure{FailureKind::in_use, "no ports are free from 2053 upwards"};
}

}  // namespace mailtown::run
