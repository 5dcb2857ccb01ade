// BootExecutor: how Asio's coroutines run on the world's event queue.
//
// What it is given becomes an event of the current time, bound to one boot. Once the boot is dead
// it destroys what it is given, at once: Asio unwinds a suspended coroutine by posting its frames
// to its executor (awaitable_thread's destructor), and here that destroys them on the spot.
#pragma once

#include <type_traits>
#include <utility>

#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>

#include "simulator/world/boot.h"

namespace mailtown::sim {

class BootExecutor {
 public:
  explicit BootExecutor(Boot& boot) : boot_(&boot) {}

  template <class Function>
  void execute(Function&& function) const {
    using Stored = PostedFunction<std::decay_t<Function>>;
    if (!boot_->alive()) {
      [[maybe_unused]] const std::decay_t<Function> destroyed(std::forward<Function>(function));
      return;
    }
    boot_->post(*new Stored(*boot_, std::forward<Function>(function)));
  }

  boost::asio::execution_context& query(boost::asio::execution::context_t) const noexcept {
    return boot_->core().context;
  }
  static constexpr boost::asio::execution::blocking_t::never_t query(
      boost::asio::execution::blocking_t) noexcept {
    return boost::asio::execution::blocking.never;
  }
  BootExecutor require(boost::asio::execution::blocking_t::never_t) const noexcept { return *this; }

  friend bool operator==(const BootExecutor& a, const BootExecutor& b) noexcept {
    return a.boot_ == b.boot_;
  }
  friend bool operator!=(const BootExecutor& a, const BootExecutor& b) noexcept {
    return !(a == b);
  }

 private:
  Boot* boot_;
};

}  // namespace mailtown::sim
