// Platform: everything that a mail program needs from outside, in one explicit bundle.
//
// main() (or the simulator) makes one a running program and hands it down; there is no other way
// to the world: no global, no thread-local, no singleton. All referenced objects outlive every task
// of the program.
#pragma once

#include "platform/clock.h"
#include "platform/disk.h"
#include "platform/hasher.h"
#include "platform/network.h"
#include "platform/random.h"
#include "platform/task_scope.h"
#include "platform/tls.h"
#include "trace/tracer.h"

namespace mailtown {

struct Platform {
  Network& network;
  Clock& clock;
  Disk& disk;
  Random& random;
  TaskScope& tasks;
  TlsProvider& tls;
  Hasher& hasher;
  Tracer tracer;  // a small value: each part copies it and adds what it knows
};

// The same, but for the network: for whoever lays something over it. Both must outlive it.
inline Platform with_network(const Platform& platform, Network& network) {
  return {network,        platform.clock, platform.disk,   platform.random,
          platform.tasks, platform.tls,   platform.hasher, platform.tracer};
}

}  // namespace mailtown
