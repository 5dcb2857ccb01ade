#include "platform/asio/clock.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/asio/loop.h"

namespace mailtown::real {

namespace asio = boost::asio;

Task<> SystemClock::sleep_until(Instant when) {
  asio::steady_timer timer(loop_.context(), on_steady_clock(when));
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

std::chrono::steady_clock::time_point SystemClock::on_steady_clock(Instant when) const {
  using Steady = std::chrono::steady_clock;
  const auto wait = when.time_since_epoch();
  // Instants count from start_, so those near the end of their range would overflow here.
  return wait >= Steady::time_point::max() - start_ ? Steady::time_point::max() : start_ + wait;
}

const SystemClock::Turn& SystemClock::turn() const {
  if (!turn_) {
    turn_ =
        Turn{Instant(std::chrono::steady_clock::now() - start_), std::chrono::system_clock::now()};
  }
  return *turn_;
}

}  // namespace mailtown::real
