#include "platform/group_sync.h"

namespace mailtown {

Task<Result<>> GroupSync::join() {
  const auto mine = next_;
  while (!*mine) {
    if (running_) {
      (void)co_await over_->wait(no_deadline);
      continue;
    }
    // The first to find nobody at it does the work for all who have come so far.
    running_ = true;
    next_ = std::make_shared<Round>();
    *mine = co_await sync_();
    running_ = false;
    over_->wake_all();
  }
  co_return **mine;
}

}  // namespace mailtown
