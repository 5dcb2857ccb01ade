// The real world: sockets, files and clocks of this machine, for the programs that main() starts.
//
//   real::World world;
//   auto platform = world.add_process({.disk_root = "/var/lib/mailtown"});
//   if (!platform) ...
//   world.heed_signals();
//   const auto result = world.run(programs::run_mta(**platform, config));
//
// One thread runs everything. Several programs may share a world, each with a Platform of its own;
// they end together with it.
//
// The end: run() returns when the task that it was given has returned. What other tasks still wait
// for then never completes: the destructor first ends the disk's pool, then destroys the waiting
// frames (their destructors may close their own streams and files), then the platforms.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/platform.h"

namespace mailtown::real {

struct ProcessOptions {
  std::string disk_root;              // an existing folder
  std::optional<std::uint64_t> seed;  // for repeatable randomness; never in production
  Tracer tracer;
  // Called with each endpoint on which the program now listens: the sign that it is ready, and the
  // only place where a port shows that the system chose.
  std::function<void(const Endpoint&)> on_listen;
};

class World {
 public:
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // A platform for one more program, which lives as long as the world. Failures: those of the disk.
  Result<Platform*> add_process(ProcessOptions options);
  const Clock& clock() const;

  // From now on SIGTERM and SIGINT ask every program to stop, where a second one ends run() at once
  // with `closed`, and SIGHUP asks every program to read its files again. Without it the signals
  // keep their default, which is to end the process.
  void heed_signals();

  // Runs `task`, and whatever was spawned beside it, until it returns; passes on what it throws.
  Result<> run(Task<Result<>> task);
  void run(Task<> task);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mailtown::real
