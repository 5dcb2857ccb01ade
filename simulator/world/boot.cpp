#include "simulator/world/boot.h"

#include "simulator/world/modelled_tls.h"
#include "simulator/world/program_services.h"
#include "simulator/world/simulated_disk.h"
#include "simulator/world/simulated_network.h"

namespace mailtown::sim {

struct Boot::Parts {
  Parts(Boot& boot, const Tracer& tracer)
      : network(boot),
        clock(boot),
        disk(boot),
        random(boot),
        tasks(boot),
        tls(disk, clock),
        platform{network, clock, disk, random, tasks, tls, hasher, tracer} {}

  SimulatedNetwork network;
  SimulatedClock clock;
  SimulatedDisk disk;
  SimulatedRandom random;
  SimulatedTaskScope tasks;
  ModelledTls tls;
  SimulatedHasher hasher;
  Platform platform;
};

Boot::Boot(Core& core, Machine& machine, ProgramId program, ProgramSink& sink)
    : core_(core), machine_(machine), program_(program), sink_(sink) {
  sink_.set_listening(true);
  parts_ = std::make_unique<Parts>(*this, core.recorder.tracer(sink));
}

Boot::~Boot() {
  end(Ending::killed);
}

Platform& Boot::platform() {
  return parts_->platform;
}

void Boot::report_defect(const std::string& task, const std::string& what) {
  core_.defects.push_back({program_, task, what});
}

void Boot::request_stop() {
  parts_->tasks.request_stop();
}

void Boot::post(Posted& posted) {
  posted_.push_back(posted);
  core_.queue.add_now(posted);
}

void Boot::end(Ending how) {
  if (!alive_) return;
  alive_ = false;
  sink_.set_listening(false);
  while (!sockets_.empty()) {
    Socket& socket = sockets_.front();
    sockets_.pop_front();
    socket.boot_ended(how);
  }
  while (!posted_.empty()) {
    Posted& posted = posted_.front();
    posted_.pop_front();
    posted.discard();
  }
  while (!waits_.empty()) {
    Wait& wait = waits_.front();
    waits_.pop_front();
    wait.cancel();
    wait.suspended_.drop();
  }
}

}  // namespace mailtown::sim
