// One program in the real world, for tests of what is particular to it.
#pragma once

#include <functional>

#include <gtest/gtest.h>

#include "platform/asio/world.h"
#include "tests/unit/platform_asio/temporary_folder.h"

namespace mailtown {

class RealProgram : public testing::Test {
 protected:
  // `part` outlives the run, so it may capture.
  void run(const std::function<Task<>(Platform&)>& part) { world.run(part(platform)); }

  Deadline soon() { return platform.clock.in(std::chrono::seconds(20)); }

  TemporaryFolder folder;
  real::World world;
  Platform& platform = *world.add_process({.disk_root = folder.path()}).value();
};

inline IpAddress loopback() {
  return *IpAddress::parse("127.0.0.1");
}

}  // namespace mailtown
