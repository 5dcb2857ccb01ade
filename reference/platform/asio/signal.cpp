#include "platform/asio/signal.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mailtown::real {

namespace asio = boost::asio;

// Lives in the frame of the coroutine that waits.
class TimerSignal::Waiter {
 public:
  Waiter(Loop& loop, std::shared_ptr<Line> line, Deadline deadline)
      : timer(loop.context(), loop.clock().on_steady_clock(deadline)), line_(std::move(line)) {
    line_->push_back(this);
  }
  ~Waiter() { line_->remove(this); }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  void wake() {
    woken = true;
    line_->remove(this);
    timer.cancel();
  }

  asio::steady_timer timer;
  bool woken = false;

 private:
  std::shared_ptr<Line> line_;
};

void TimerSignal::wake_one() {
  if (!line_->empty()) line_->front()->wake();
}

void TimerSignal::wake_all() {
  while (!line_->empty()) line_->front()->wake();
}

Task<bool> TimerSignal::wait(Deadline deadline) {
  Waiter waiter(loop_, line_, deadline);
  co_await waiter.timer.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return waiter.woken;
}

}  // namespace mailtown::real
