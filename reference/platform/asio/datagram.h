// A UDP socket.
//
// Departure: a socket bound to 0.0.0.0 answers from the address that the system's routes choose,
// not from the one that was asked; a nameserver with several addresses lists each of them.
#pragma once

#include <memory>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

Result<std::unique_ptr<DatagramSocket>> open_udp(Loop& loop, const Endpoint& local);

}  // namespace mailtown::real
