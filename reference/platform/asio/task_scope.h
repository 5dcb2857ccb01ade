// The tasks of one program in the real world.
#pragma once

#include "platform/asio/loop.h"
#include "platform/asio/signal.h"
#include "platform/task_scope.h"

namespace mailtown::real {

class LoopTasks : public TaskScope {
 public:
  explicit LoopTasks(Loop& loop) : loop_(loop), stop_(loop), reload_(loop) {}
  void spawn(std::string name, Task<> task) override;
  std::unique_ptr<Signal> make_signal() override { return std::make_unique<TimerSignal>(loop_); }
  void request_stop() override;
  bool stopping() const override { return stopping_; }
  Task<> stop_requested() override;
  void request_reload() override;
  Task<> reload_requested() override;

 private:
  Loop& loop_;
  TimerSignal stop_, reload_;
  bool stopping_ = false;
  bool to_reload_ = false;
};

}  // namespace mailtown::real
