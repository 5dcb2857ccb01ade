// Wait: one coroutine that waits for one thing, with a deadline.
//
// It lives in the frame of the coroutine that waits, holds that coroutine's handler while it is
// suspended, and is an event itself: queued at the deadline, and queued for the next turn when
// somebody wakes it. What it waited for may have changed again when it runs: look, then wait again.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/deferred.hpp>

#include "platform/clock.h"
#include "simulator/world/event_queue.h"

namespace mailtown::sim {

class Boot;

// Holds Asio's handler, which owns the suspended frames, without allocating.
class Suspended {
 public:
  Suspended() = default;
  ~Suspended() { drop(); }
  Suspended(const Suspended&) = delete;
  Suspended& operator=(const Suspended&) = delete;

  template <class Handler>
  void hold(Handler handler) {
    static_assert(sizeof(Handler) <= sizeof(room_) &&
                  std::is_nothrow_move_constructible_v<Handler>);
    new (room_) Handler(std::move(handler));
    let_go_ = [](void* room, bool resume) {
      // Out of the room first: the room lies in a frame that may be gone before this returns.
      auto* held = static_cast<Handler*>(room);
      Handler moved(std::move(*held));
      held->~Handler();
      if (resume) moved();
    };
  }
  void resume() { let_go(true); }
  void drop() { let_go(false); }  // destroys the frames, if their boot is dead

 private:
  void let_go(bool resume) {
    if (auto* function = std::exchange(let_go_, nullptr)) function(room_, resume);
  }

  alignas(void*) std::byte room_[2 * sizeof(void*)];
  void (*let_go_)(void*, bool) = nullptr;
};

using BootHook = intrusive::list_base_hook<intrusive::tag<Boot>, AutoUnlink>;

class Wait final : public Event, public BootHook {
 public:
  explicit Wait(Boot& boot) : boot_(boot) {}

  // co_await it (name it first): suspends until wake() or the deadline.
  auto until(Deadline deadline) {
    auto suspend = [this, deadline](auto handler) {
      suspended_.hold(std::move(handler));
      parked(deadline);
    };
    return boost::asio::async_initiate<const boost::asio::deferred_t&, void()>(
        std::move(suspend), boost::asio::deferred);
  }

  // Resumes it in the next turn. Harmless if it does not wait or was woken already.
  void wake();
  bool timed_out() const { return timed_out_; }
  bool boot_is_alive() const;

 private:
  friend class Boot;
  void parked(Deadline deadline);
  void fire() override;

  Boot& boot_;
  Suspended suspended_;
  bool waiting_ = false;  // suspended, and neither woken nor timed out
  bool woken_ = false;
  bool timed_out_ = false;
};

// Where a coroutine waits that somebody else may want to wake: at most one at a time.
class WaitPlace {
 public:
  void wake() {
    if (wait_ != nullptr) wait_->wake();
  }

  void clear() { wait_ = nullptr; }

  // Stands for the coroutine at the place as long as it lives.
  class Stay {
   public:
    Stay(WaitPlace& place, Wait& wait) : place_(place), wait_(wait) { place_.wait_ = &wait; }
    ~Stay() {
      // When a boot ends, its frames go in no order that the place could rely on.
      if (wait_.boot_is_alive()) place_.wait_ = nullptr;
    }
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

   private:
    WaitPlace& place_;
    Wait& wait_;
  };

 private:
  Wait* wait_ = nullptr;
};

}  // namespace mailtown::sim
