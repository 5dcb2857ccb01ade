// Machine: one simulated computer: its addresses, power, disk, ports and random streams.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulator/world/disk_state.h"
#include "simulator/world/generator.h"
#include "simulator/world/ports.h"
#include "simulator/world/world.h"

namespace mailtown::sim {

class ListenerState;
class DatagramState;

bool is_loopback(const IpAddress& address);

struct Machine {
  Machine(MachineId which, MachineSpec what, std::uint64_t world_seed);

  bool owns(const IpAddress& address) const;
  // The address to send from to `remote`; unspecified if there is none of its kind.
  IpAddress source_for(const IpAddress& remote) const;
  // Whether a connection to this port is refused by a fault.
  bool refuses(std::uint16_t port) const { return refusing.contains(0) || refusing.contains(port); }

  MachineId id;
  MachineSpec spec;
  std::uint64_t seed;
  bool powered = true;
  bool down = false;  // cut off from the network by a fault
  std::set<std::uint16_t> refusing;
  DiskState disk_state;
  MachineDisk disk;
  Ports<ListenerState> listeners;
  Ports<DatagramState> datagrams;
  std::map<std::string, Generator, std::less<>> random;  // by purpose; lives through restarts
};

}  // namespace mailtown::sim
