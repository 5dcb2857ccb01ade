#include "simulator/world/machine.h"

#include <algorithm>

namespace mailtown::sim {

bool is_loopback(const IpAddress& address) {
  if (!address.is_v6()) return address.v4_bytes()[0] == 127;  // RFC 1122 §3.2.1.3
  auto bytes = address.v6_bytes();
  const bool last = std::exchange(bytes[15], 0) == 1;  // RFC 4291 §2.5.3
  return last && std::ranges::all_of(bytes, [](auto byte) { return byte == 0; });
}

Machine::Machine(MachineId which, MachineSpec what, std::uint64_t world_seed)
    : id(which),
      spec(std::move(what)),
      seed(world_seed),
      disk_state(Generator(world_seed, "disk/" + spec.name)),
      disk(disk_state) {}

bool Machine::owns(const IpAddress& address) const {
  return is_loopback(address) ||
         std::find(spec.addresses.begin(), spec.addresses.end(), address) != spec.addresses.end();
}

IpAddress Machine::source_for(const IpAddress& remote) const {
  if (is_loopback(remote)) return remote;
  for (const auto& address : spec.addresses) {
    if (address.is_v6() == remote.is_v6()) return address;
  }
  return {};
}

}  // namespace mailtown::sim
