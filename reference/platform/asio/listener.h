// A listening TCP socket.
//
// accept() keeps what is nobody's fault to itself: a client that went away before its turn is
// passed over, and when the process has no descriptor left, it waits a little and tries again.
#pragma once

#include <memory>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

Result<std::unique_ptr<Listener>> open_listener(Loop& loop, const Endpoint& local);

}  // namespace mailtown::real
