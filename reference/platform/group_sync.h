// GroupSync: one sync for all who wait for one (group commit).
//
// A sync costs the same whether it makes one letter durable or a hundred. So while one is under
// way, whoever comes waits, and the next one serves them all: the busier the machine, the more
// letters a sync.
//
// Contract: join() returns the outcome of a sync that began after the call, so that everything
// written before the call is covered by it.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/result.h"
#include "platform/task_scope.h"

namespace mailtown {

class GroupSync {
 public:
  using Sync = std::function<Task<Result<>>()>;

  // `sync` is what the group waits for. `tasks` must outlive the object, and the object its
  // waiters.
  GroupSync(TaskScope& tasks, Sync sync)
      : sync_(std::move(sync)), over_(tasks.make_signal()), next_(std::make_shared<Round>()) {}

  Task<Result<>> join();

 private:
  // The waiters that one sync serves; has a value when it is over.
  using Round = std::optional<Result<>>;

  Sync sync_;
  std::unique_ptr<Signal> over_;  // a round is
  std::shared_ptr<Round> next_;   // not begun yet
  bool running_ = false;
};

}  // namespace mailtown
