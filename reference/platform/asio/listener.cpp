#include "platform/asio/listener.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include "platform/asio/address.h"
#include "platform/asio/failure.h"
#include "platform/asio/stream.h"
#include "platform/asio/until.h"

namespace mailtown::real {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

bool client_went_away(const error_code& error) {
  return error == asio::error::connection_aborted || error == asio::error::connection_reset;
}

bool out_of_resources(const error_code& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
         error == asio::error::no_memory ||
         error == boost::system::errc::too_many_files_open_in_system;
}

class TcpListener : public Listener {
 public:
  TcpListener(Loop& loop, tcp::acceptor acceptor)
      : loop_(loop),
        acceptor_(std::move(acceptor)),
        local_(from_asio_endpoint(acceptor_.local_endpoint())) {}

  Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) override {
    for (;;) {
      Until until(loop_, deadline);
      tcp::socket socket(loop_.context());
      const auto result = co_await acceptor_.async_accept(socket, until.token());
      const auto error = std::get<0>(result);
      if (!error) co_return make_stream(loop_, std::move(socket));
      if (client_went_away(error)) continue;
      if (!out_of_resources(error)) {
        co_return stream_failure("accept on " + local_.to_string(), error, until.passed());
      }
      co_await loop_.clock().sleep_until(std::min(deadline, loop_.clock().in(100ms)));
    }
  }

  void close() override {
    error_code ignored;
    acceptor_.close(ignored);
  }

  Endpoint local() const override { return local_; }

 private:
  Loop& loop_;
  tcp::acceptor acceptor_;
  Endpoint local_;
};

// Each step only if the one before succeeded.
error_code listen_on(tcp::acceptor& acceptor, const tcp::endpoint& local) {
  error_code error;
  acceptor.open(local.protocol(), error);
  // A restart must not wait for the old connections' TIME-WAIT.
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  // [::]:25 shall not also take 0.0.0.0:25: each is listed, or not, by itself.
  const bool v6 = local.address().is_v6();
  if (!error && v6) acceptor.set_option(asio::ip::v6_only(true), error);
  if (!error) acceptor.bind(local, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  return error;
}

}  // namespace

Result<std::unique_ptr<Listener>> open_listener(Loop& loop, const Endpoint& local) {
  tcp::acceptor acceptor(loop.context());
  const auto error = listen_on(acceptor, to_tcp(local));
  if (error) return listen_failure("listen on " + local.to_string(), error);
  return std::make_unique<TcpListener>(loop, std::move(acceptor));
}

}  // namespace mailtown::real
