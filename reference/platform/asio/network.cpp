#include "platform/asio/network.h"

#include <boost/asio/ip/tcp.hpp>

#include "platform/asio/address.h"
#include "platform/asio/datagram.h"
#include "platform/asio/failure.h"
#include "platform/asio/listener.h"
#include "platform/asio/local_socket.h"
#include "platform/asio/stream.h"
#include "platform/asio/until.h"

namespace mailtown::real {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// A socket of the kind that `remote` needs, bound to `local` unless the system may choose.
error_code open_from(tcp::socket& socket, const tcp::endpoint& remote, const IpAddress& local) {
  error_code error;
  socket.open(remote.protocol(), error);
  if (!error && !local.is_unspecified()) socket.bind(to_tcp({local, 0}), error);
  return error;
}

}  // namespace

Task<Result<std::unique_ptr<ByteStream>>> SocketNetwork::connect(Endpoint remote, IpAddress local,
                                                                 Deadline deadline) {
  std::string tried = "connect to " + remote.to_string();
  if (!local.is_unspecified()) tried += " from " + local.to_string();
  tcp::socket socket(loop_.context());
  const auto cannot_open = open_from(socket, to_tcp(remote), local);
  if (cannot_open) co_return connect_failure(tried, cannot_open, false);
  Until until(loop_, deadline);
  const auto result = co_await socket.async_connect(to_tcp(remote), until.token());
  const auto error = std::get<0>(result);
  if (error) co_return connect_failure(tried, error, until.passed());
  co_return make_stream(loop_, std::move(socket));
}

Result<std::unique_ptr<Listener>> SocketNetwork::listen(const Endpoint& local) {
  auto listener = open_listener(loop_, local);
  if (listener && on_listen_) on_listen_((*listener)->local());
  return listener;
}

Result<std::unique_ptr<DatagramSocket>> SocketNetwork::open_datagram(const Endpoint& local) {
  return open_udp(loop_, local);
}

Result<std::unique_ptr<Listener>> SocketNetwork::listen_local(const std::string& path) {
  return open_local_listener(loop_, root_, path);
}

Task<Result<std::unique_ptr<ByteStream>>> SocketNetwork::connect_local(std::string path,
                                                                       Deadline deadline) {
  return real::connect_local(loop_, root_, std::move(path), deadline);
}

}  // namespace mailtown::real
