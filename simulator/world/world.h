// World: machines, the network between them and the programs on them, in virtual time.
//
// One thread, one seed, one order: the same calls give the same trace, byte for byte. A world is
// driven from outside (run_until, step) and acted upon between turns: a turn is the firing of one
// event, which resumes at most one coroutine.
//
// A program is started with a body, Task<>(Platform&), the very code that also runs on real
// sockets. Each start of a program is a boot. The world records program.started, program.stopped
// (how: "cleanly", "killed", "power loss", or "failed" after a defect), machine.crashed,
// machine.restarted and network.lost by itself; a program's body records none of these.
//
// What the network leaves out (congestion, fragmentation, routing) stands in docs/limits.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/platform.h"
#include "simulator/world/machine_disk.h"
#include "trace/event.h"

namespace mailtown::sim {

enum class MachineId : std::uint32_t {};
enum class ProgramId : std::uint32_t {};  // also the index into trace::Header::programs

struct WorldOptions {
  std::uint64_t seed = 1;
  WallTime start{};                // wall time of the first turn
  bool trace = true;               // off: programs get a tracer that records nothing
  bool shows_credentials = false;  // whether passwords may stand in the trace
  std::string scenario;            // for the trace's header
};

struct MachineSpec {
  std::string name;                  // "mx1.example.com"; unique
  std::string domain;                // the scenario's domain; empty for the root's machines
  std::vector<IpAddress> addresses;  // all its own; loopback is there without being named
};

// One direction of a link.
struct LinkQuality {
  Duration latency = std::chrono::milliseconds(10);
  Duration jitter{};           // each packet takes up to this much longer, drawn uniformly
  std::uint64_t loss_ppm = 0;  // packets lost in a million
};

using ProgramBody = std::function<Task<>(Platform&)>;

// An exception that left a task or a program: somebody's bug, never part of the story.
struct Defect {
  ProgramId program{};
  std::string task;  // as named at spawn, or the program's role
  std::string what;
};

class World {
 public:
  explicit World(WorldOptions options = {});
  ~World();  // ends all programs first, as if killed, without recording it
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // --- building
  // -----------------------------------------------------------------------------------

  MachineId add_machine(MachineSpec spec);
  // Starts `body` on `machine` at the current virtual time (in the next turn). The world keeps the
  // body: a lambda with captures may be the coroutine itself. `detail` goes into program.started.
  // When the body returns the program has ended, with all tasks that it may have left.
  ProgramId add_program(MachineId machine, std::string role, ProgramBody body,
                        std::string detail = {});
  // The files of a machine, to fill before boot and to inspect afterwards. Also its faults.
  MachineDisk& disk(MachineId machine);
  // The platform of a program's newest boot.
  Platform& platform(ProgramId program);

  // The trace's header tells how links were before the first turn.
  void set_default_link(LinkQuality quality);  // for all pairs without a link of their own
  void set_link(MachineId from, MachineId to, LinkQuality quality);  // this direction only

  // --- interventions: between turns, or (from within a turn) as soon as the turn is over
  // ----------

  void stop(ProgramId program);  // asks for a clean end, like SIGTERM
  // Ends a program at once; what it wrote stays; peers of its connections see `reset`.
  void kill(ProgramId program);
  // Ends all programs of a machine; what was not synced is lost or torn; peers hear nothing. The
  // machine stays off until it is restarted.
  void power_loss(MachineId machine);
  // Boots again over what the disk kept. A program that is running is left alone.
  void restart(ProgramId program);
  void restart(MachineId machine);  // power on, then all programs in the order of add_program

  // --- faults of the network
  // ----------------------------------------------------------------------

  // No packet reaches or leaves the machine; its programs run on and do not notice.
  void set_machine_down(MachineId machine, bool down);
  void set_partitioned(MachineId one, MachineId other, bool partitioned);  // both directions
  // Connections to this port are refused even if a program listens there; port 0: to all ports.
  void set_refusing(MachineId machine, std::uint16_t port, bool refusing);
  // The next `count` packets from one machine to another are lost.
  void lose_next(MachineId from, MachineId to, std::uint64_t count);

  // --- time
  // ---------------------------------------------------------------------------------------

  Instant now() const;
  WallTime wall() const;
  // Calls `action` at that time; its order among others of the same time is that of the calls.
  void at(Instant when, std::function<void()> action);
  void at(WallTime when, std::function<void()> action);
  bool step();                  // fires the next event; false if there is none
  void run_until(Instant end);  // fires all events up to and at `end`; then now() == end
  // Fires events until none is left, or none up to `limit`. Deadlines and timers count as events;
  // a wait without a deadline does not. True if none is left.
  bool run_until_idle(Instant limit = Instant::max());
  std::uint64_t turns() const;  // fired so far

  // --- what happened
  // ------------------------------------------------------------------------------

  bool running(ProgramId program) const;
  bool powered(MachineId machine) const;
  const std::vector<Defect>& defects() const;
  // Events of the world itself: program 0, machine and role "world".
  Tracer world_tracer();
  // The trace so far; its header is complete but for what the caller sets (tables, scenario).
  trace::Trace& trace();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mailtown::sim
