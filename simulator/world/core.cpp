#include "simulator/world/core.h"

namespace mailtown::sim {

Machine* Core::owner_of(const IpAddress& address, Machine& asking) {
  if (is_loopback(address)) return &asking;
  const auto found = by_address.find(address);
  return found == by_address.end() ? nullptr : found->second;
}

void Core::between_turns(std::function<void()> action) {
  if (in_coroutine) {
    after_turn.push_back(std::move(action));
  } else {
    action();
  }
}

Turn::~Turn() {
  core_.in_coroutine = false;
  while (!core_.after_turn.empty()) {
    const auto actions = std::exchange(core_.after_turn, {});
    for (const auto& action : actions) action();
  }
}

}  // namespace mailtown::sim
