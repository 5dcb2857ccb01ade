// Boot: one start of one program: its platform, its sockets, its suspended coroutines.
//
// How it ends, between turns: first every handle goes dead (streams, disk, timers, tracer,
// signals), then its queued completions are dropped, then its frames are destroyed. Destructors in
// those frames run, but reach nothing. The Boot itself stays until the world goes, so that nothing
// that still names it dangles.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "platform/platform.h"
#include "simulator/world/core.h"
#include "simulator/world/wait.h"

namespace mailtown::sim {

enum class Ending { finished, killed, power_loss };

// A socket that the boot's end concerns: it leaves the boot, and tells its peer or does not.
class Socket : public BootHook {
 public:
  virtual ~Socket() = default;
  virtual void boot_ended(Ending how) = 0;
};

// A function given to the executor, not called yet. It owns itself.
class Posted : public Event, public BootHook {
 public:
  void discard() override { delete this; }
};

class Boot {
 public:
  // `sink` is told to listen again; it belongs to the program and outlives the boot.
  Boot(Core& core, Machine& machine, ProgramId program, ProgramSink& sink);
  ~Boot();
  Boot(const Boot&) = delete;
  Boot& operator=(const Boot&) = delete;

  bool alive() const { return alive_; }
  Core& core() { return core_; }
  Machine& machine() { return machine_; }
  Platform& platform();
  void report_defect(const std::string& task, const std::string& what);
  void request_stop();
  void end(Ending how);  // between turns; idempotent

  // For waits, the executor and the network.
  void suspended(Wait& wait) { waits_.push_back(wait); }
  void post(Posted& posted);
  void adopt(Socket& socket) { sockets_.push_back(socket); }

 private:
  template <class Node>
  using List =
      intrusive::list<Node, intrusive::base_hook<BootHook>, intrusive::constant_time_size<false>>;
  struct Parts;  // the implementations behind the platform's interfaces

  Core& core_;
  Machine& machine_;
  ProgramId program_;
  ProgramSink& sink_;
  bool alive_ = true;
  List<Socket> sockets_;
  List<Posted> posted_;
  List<Wait> waits_;
  std::unique_ptr<Parts> parts_;
};

template <class Function>
class PostedFunction final : public Posted {
 public:
  template <class F>
  PostedFunction(Boot& boot, F&& function) : boot_(boot), function_(std::forward<F>(function)) {}

 private:
  void fire() override {
    const Turn turn(boot_.core());
    // This object goes before the function runs: the function may end the boot.
    Function function(std::move(function_));
    delete this;
    std::move(function)();
  }

  Boot& boot_;
  Function function_;
};

}  // namespace mailtown::sim
