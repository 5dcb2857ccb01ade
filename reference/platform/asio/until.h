// A deadline for one Asio operation.
//
//   Until until(loop, deadline);
//   const auto result = co_await socket.async_wait(..., until.token());
//   if (until.passed()) ...
//
// The token makes the operation return a tuple (error, ...) and never throw. At the deadline the
// operation is cancelled alone; others of the same socket go on.
#pragma once

#include <memory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/asio/loop.h"

namespace mailtown::real {

class Until {
 public:
  Until(Loop& loop, Deadline deadline);
  ~Until();
  Until(const Until&) = delete;
  Until& operator=(const Until&) = delete;

  auto token() {
    return boost::asio::bind_cancellation_slot(state_->cancel.slot(),
                                               boost::asio::as_tuple(boost::asio::use_awaitable));
  }
  // Whether the deadline, and not anybody's close(), cancelled the operation.
  bool passed() const { return state_->passed; }

 private:
  struct State {
    explicit State(Loop& loop) : timer(loop.context()) {}
    boost::asio::steady_timer timer;
    boost::asio::cancellation_signal cancel;
    bool passed = false;
    bool over = false;  // the operation has ended, there is nothing to cancel any more
  };
  std::shared_ptr<State> state_;  // the timer's handler may come after us
};

}  // namespace mailtown::real
