// Waiting for "something has changed", with timers that are cut short.
#pragma once

#include <list>
#include <memory>

#include "platform/asio/loop.h"
#include "platform/task_scope.h"

namespace mailtown::real {

// Waiters are woken in the order in which they came. A waiter whose frame is destroyed leaves the
// line by itself, whether or not the signal still lives.
class TimerSignal : public Signal {
 public:
  explicit TimerSignal(Loop& loop) : loop_(loop) {}
  void wake_one() override;
  void wake_all() override;
  Task<bool> wait(Deadline deadline) override;

 private:
  class Waiter;
  using Line = std::list<Waiter*>;

  Loop& loop_;
  std::shared_ptr<Line> line_ = std::make_shared<Line>();
};

}  // namespace mailtown::real
