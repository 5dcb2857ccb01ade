// Core: what the parts of one world share.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <vector>

#include <boost/asio/execution_context.hpp>

#include "simulator/world/event_queue.h"
#include "simulator/world/links.h"
#include "simulator/world/machine.h"
#include "simulator/world/recorder.h"
#include "simulator/world/world.h"

namespace mailtown::sim {

struct Core {
  explicit Core(WorldOptions chosen)
      : options(std::move(chosen)), links(options.seed), recorder(options, queue) {}

  Machine& machine(MachineId id) { return machines.at(static_cast<std::size_t>(id)); }
  // Whose address it is; nullptr if nobody's. Loopback addresses are the asking machine's own.
  Machine* owner_of(const IpAddress& address, Machine& asking);

  // Runs `action` now, or after the turn if a coroutine is running.
  void between_turns(std::function<void()> action);

  WorldOptions options;
  std::deque<Machine> machines;  // before the queue, whose events name them to their end
  EventQueue queue;
  Links links;
  Recorder recorder;
  std::map<IpAddress, Machine*> by_address;
  std::vector<Defect> defects;
  boost::asio::execution_context context;  // Asio asks each executor for one

  bool in_coroutine = false;
  std::vector<std::function<void()>> after_turn;
};

// Marks the time in which a program's code runs. At its end come the interventions that were asked
// for meanwhile: they may destroy the very frames that asked.
class Turn {
 public:
  explicit Turn(Core& core) : core_(core) { core_.in_coroutine = true; }
  ~Turn();

 private:
  Core& core_;
};

}  // namespace mailtown::sim
