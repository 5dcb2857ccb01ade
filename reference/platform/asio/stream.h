// A TCP or local connection as a ByteStream.
//
// Departures: close() throws away what has arrived unread, so that the kernel ends the connection
// with FIN and our last line gets through; bytes that arrive still later draw a reset, which may
// overtake it (a production server lingers for them).
#pragma once

#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "platform/asio/loop.h"
#include "platform/network.h"

namespace mailtown::real {

// `socket` is connected. Small writes go out at once (TCP_NODELAY): a dialogue waits for each.
std::unique_ptr<ByteStream> make_stream(Loop& loop, boost::asio::ip::tcp::socket socket);
std::unique_ptr<ByteStream> make_stream(Loop& loop,
                                        boost::asio::local::stream_protocol::socket socket);

}  // namespace mailtown::real
