#include "platform/asio/until.h"

#include <boost/asio/post.hpp>

namespace mailtown::real {

Until::Until(Loop& loop, Deadline deadline) : state_(std::make_shared<State>(loop)) {
  if (deadline == no_deadline) return;
  const auto expire = [state = state_] {
    if (state->over) return;
    state->passed = true;
    state->cancel.emit(boost::asio::cancellation_type::terminal);
  };
  if (deadline <= loop.clock().now()) {
    // The operation gets what is there already, but nothing that comes later: a timer would be
    // looked at together with the sockets, after the next sleep.
    boost::asio::post(loop.context(), expire);
    return;
  }
  state_->timer.expires_at(loop.clock().on_steady_clock(deadline));
  state_->timer.async_wait([expire](boost::system::error_code cancelled) {
    if (!cancelled) expire();
  });
}

Until::~Until() {
  state_->over = true;
  state_->timer.cancel();
}

}  // namespace mailtown::real
