#include "platform/asio/until.h"

namespace mailtown::real {

Until::Until(Loop& loop, Deadline deadline) : state_(std::make_shared<State>(loop)) {
  if (deadline == no_deadline) return;
  state_->timer.expires_at(loop.clock().on_steady_clock(deadline));
  state_->timer.async_wait([state = state_](boost::system::error_code cancelled) {
    if (cancelled || state->over) return;
    state->passed = true;
    state->cancel.emit(boost::asio::cancellation_type::terminal);
  });
}

Until::~Until() {
  state_->over = true;
  state_->timer.cancel();
}

}  // namespace mailtown::real
