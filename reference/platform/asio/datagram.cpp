#include "platform/asio/datagram.h"

#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/detail/socket_option.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

#include "platform/asio/address.h"
#include "platform/asio/failure.h"
#include "platform/asio/until.h"

namespace mailtown::real {

namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr std::size_t datagram_bytes_max = 65535;  // RFC 768: the length field has 16 bits

class UdpSocket : public DatagramSocket {
 public:
  UdpSocket(Loop& loop, udp::socket socket)
      : loop_(loop),
        socket_(std::move(socket)),
        local_(from_asio_endpoint(socket_.local_endpoint())) {}

  void send(const Endpoint& to, std::span<const char> bytes) override {
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    error_code error;
    socket_.send_to(buffer, to_udp(to), 0, error);
    if (error != asio::error::connection_refused) return;
    // That was the answer to an earlier datagram, and it kept this one from being sent.
    refused_ = true;
    socket_.send_to(buffer, to_udp(to), 0, error);
  }

  Task<Result<Datagram>> receive(Deadline deadline) override {
    if (std::exchange(refused_, false)) co_return refused();
    Until until(loop_, deadline);
    Datagram datagram;
    datagram.bytes.resize(datagram_bytes_max);
    udp::endpoint peer;
    const auto result =
        co_await socket_.async_receive_from(asio::buffer(datagram.bytes), peer, until.token());
    const auto [error, bytes] = result;
    if (error == asio::error::connection_refused) co_return refused();
    if (error) co_return stream_failure("receive on " + local_.to_string(), error, until.passed());
    datagram.bytes.resize(bytes);
    datagram.peer = from_asio_endpoint(peer);
    co_return datagram;
  }

  void close() override {
    error_code ignored;
    socket_.close(ignored);
  }

  Endpoint local() const override { return local_; }

 private:
  Failure refused() {
    empty_error_queue();
    return {FailureKind::refused, "nobody listens where we sent from " + local_.to_string()};
  }

  // Each ICMP message stays in the socket's error queue, in room meant for datagrams, until read.
  void empty_error_queue() {
    char waste;
    msghdr message{};
    iovec into{&waste, sizeof waste};
    message.msg_iov = &into;
    message.msg_iovlen = 1;
    while (::recvmsg(socket_.native_handle(), &message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0) {
    }
  }

  Loop& loop_;
  udp::socket socket_;
  Endpoint local_;
  bool refused_ = false;
};

// Without it, Linux tells an unconnected UDP socket nothing of "port unreachable".
error_code ask_for_icmp_errors(udp::socket& socket, bool v6) {
  error_code error;
  if (v6) {
    socket.set_option(asio::detail::socket_option::boolean<IPPROTO_IPV6, IPV6_RECVERR>(true),
                      error);
  } else {
    socket.set_option(asio::detail::socket_option::boolean<IPPROTO_IP, IP_RECVERR>(true), error);
  }
  return error;
}

// Each step only if the one before succeeded.
error_code open_on(udp::socket& socket, const udp::endpoint& local) {
  error_code error;
  const bool v6 = local.address().is_v6();
  socket.open(local.protocol(), error);
  if (!error && v6) socket.set_option(asio::ip::v6_only(true), error);
  if (!error) socket.bind(local, error);
  if (!error) socket.non_blocking(true, error);
  return error ? error : ask_for_icmp_errors(socket, v6);
}

}  // namespace

Result<std::unique_ptr<DatagramSocket>> open_udp(Loop& loop, const Endpoint& local) {
  udp::socket socket(loop.context());
  const auto error = open_on(socket, to_udp(local));
  if (error) return listen_failure("open UDP port " + local.to_string(), error);
  return std::make_unique<UdpSocket>(loop, std::move(socket));
}

}  // namespace mailtown::real
