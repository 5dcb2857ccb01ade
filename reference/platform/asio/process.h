// One program in the real world: its disk, randomness, tasks and trace, bundled as a Platform.
#pragma once

#include <memory>

#include "platform/asio/loop.h"
#include "platform/asio/network.h"
#include "platform/asio/pool_hasher.h"
#include "platform/asio/task_scope.h"
#include "platform/asio/world.h"
#include "platform/platform.h"

namespace mailtown::real {

class Process {
 public:
  Process(Loop& loop, std::unique_ptr<Disk> disk, ProcessOptions options);
  Platform& platform() { return platform_; }

 private:
  SocketNetwork network_;
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<Random> random_;
  LoopTasks tasks_;
  std::unique_ptr<TlsProvider> tls_;
  PoolHasher hasher_;
  Platform platform_;
};

}  // namespace mailtown::real
