#include "platform/asio/stream.h"

#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include "platform/asio/address.h"
#include "platform/asio/failure.h"
#include "platform/asio/until.h"

namespace mailtown::real {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// The ends of a stream that has no addresses stay unspecified.
struct Ends {
  Endpoint local, remote;
};

template <class Socket>
class SocketStream : public ByteStream {
 public:
  SocketStream(Loop& loop, Socket socket, Ends ends)
      : loop_(loop), socket_(std::move(socket)), local_(ends.local), remote_(ends.remote) {}
  ~SocketStream() override { close(); }

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override {
    Until until(loop_, deadline);
    const auto result =
        co_await socket_.async_read_some(asio::buffer(into.data(), into.size()), until.token());
    const auto [error, bytes] = result;
    if (error == asio::error::eof) co_return 0;
    if (error)
      throw StreamError(stream_failure("read from " + remote_.to_string(), error, until.passed()));
    co_return bytes;
  }

  Task<> write(std::span<const char> bytes, Deadline deadline) override {
    Until until(loop_, deadline);
    const auto result = co_await asio::async_write(
        socket_, asio::buffer(bytes.data(), bytes.size()), until.token());
    const auto error = std::get<0>(result);
    if (error)
      throw StreamError(stream_failure("write to " + remote_.to_string(), error, until.passed()));
  }

  std::size_t write_now(std::span<const char> bytes) override {
    if (!socket_.is_open()) return 0;
    error_code ignored;
    socket_.non_blocking(true, ignored);
    return socket_.write_some(asio::buffer(bytes.data(), bytes.size()), ignored);
  }

  void finish() override {
    error_code already_over;
    socket_.shutdown(asio::socket_base::shutdown_send, already_over);
  }

  void close() override {
    if (!socket_.is_open()) return;
    finish();
    discard_what_arrived();
    error_code ignored;
    socket_.close(ignored);
  }

  void reset() override {
    if (!socket_.is_open()) return;
    error_code ignored;
    // To linger for zero seconds is the socket interface's way to ask for RST.
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
  }

  Endpoint local() const override { return local_; }
  Endpoint remote() const override { return remote_; }

 private:
  void discard_what_arrived() {
    constexpr int reads_max = 64;  // a peer that floods us may as well see a reset
    std::array<char, 16384> waste;
    error_code over;
    socket_.non_blocking(true, over);
    for (int reads = 0; reads < reads_max && !over; ++reads) {
      socket_.read_some(asio::buffer(waste), over);
    }
  }

  Loop& loop_;
  Socket socket_;
  Endpoint local_, remote_;
};

}  // namespace

std::unique_ptr<ByteStream> make_stream(Loop& loop, tcp::socket socket) {
  error_code none;  // a connection that is gone already tells so at its first read
  socket.set_option(tcp::no_delay(true), none);
  Ends ends;
  if (const auto local = socket.local_endpoint(none); !none) ends.local = from_asio_endpoint(local);
  if (const auto remote = socket.remote_endpoint(none); !none)
    ends.remote = from_asio_endpoint(remote);
  return std::make_unique<SocketStream<tcp::socket>>(loop, std::move(socket), ends);
}

std::unique_ptr<ByteStream> make_stream(Loop& loop, asio::local::stream_protocol::socket socket) {
  using LocalStream = SocketStream<asio::local::stream_protocol::socket>;
  return std::make_unique<LocalStream>(loop, std::move(socket), Ends());
}

}  // namespace mailtown::real
