// For tests: run one task in a fresh world and get its value.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>

#include "simulator/world/world.h"

namespace mailtown::sim {

// Runs `body` as the only program of a one-machine world (alone.example.org, 192.0.2.1) until
// nothing is left to do. Throws std::runtime_error if the body did not return, or threw.
template <class T>
T run_task(std::function<Task<T>(Platform&)> body, WorldOptions options = {}) {
  std::optional<T> value;
  World world(std::move(options));
  const auto machine =
      world.add_machine({"alone.example.org", "example.org", {IpAddress::v4({192, 0, 2, 1})}});
  world.add_program(machine, "test",
                    [&](Platform& platform) -> Task<> { value.emplace(co_await body(platform)); });
  world.run_until_idle();
  if (!world.defects().empty()) throw std::runtime_error(world.defects().front().what);
  if (!value) throw std::runtime_error("the task waits for something that never comes");
  return std::move(*value);
}

}  // namespace mailtown::sim
