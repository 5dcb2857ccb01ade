// Exclusive: one coroutine at a time goes through a stretch of code that waits inside.
//
//   const auto hold = co_await exclusive.enter();
//   ... co_await ...
//
// Needed where something must not change between two waits; between waits nothing else runs anyhow.
// Those who wait come in the order of their coming; one who comes just as it gets free may be
// first.
#pragma once

#include <memory>
#include <utility>

#include "platform/task_scope.h"

namespace mailtown {

class Exclusive {
 public:
  // `tasks` must outlive the object, and the object its holds.
  explicit Exclusive(TaskScope& tasks) : free_(tasks.make_signal()) {}

  // Keeps others out until it is destroyed.
  class Hold {
   public:
    explicit Hold(Exclusive& of) : of_(&of) {}
    Hold(Hold&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
      if (of_ == nullptr) return;
      of_->held_ = false;
      of_->free_->wake_one();
    }

   private:
    Exclusive* of_;
  };

  Task<Hold> enter() {
    while (held_) (void)co_await free_->wait(no_deadline);
    held_ = true;
    co_return Hold(*this);
  }

 private:
  std::unique_ptr<Signal> free_;
  bool held_ = false;
};

}  // namespace mailtown
