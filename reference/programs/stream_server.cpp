#include "programs/stream_server.h"

#include <chrono>

#include <fmt/format.h>

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;

constexpr Duration accept_pause = 100ms;  // after a failure such as too few file handles

}  // namespace

StreamServer::StreamServer(Platform& platform, std::string protocol, std::uint64_t connections_max,
                           OpenConnection open)
    : platform_(platform),
      protocol_(std::move(protocol)),
      connections_max_(connections_max),
      open_(std::move(open)),
      left_(platform.tasks.make_signal()) {}

Result<> StreamServer::listen(const std::vector<Endpoint>& endpoints) {
  for (const auto& endpoint : endpoints) {
    auto listener = platform_.network.listen(endpoint);
    if (!listener) {
      return Failure{listener.error().kind,
                     fmt::format("cannot listen on {} for {}: {}", endpoint.to_string(), protocol_,
                                 listener.error().detail)};
    }
    listeners_.push_back(std::move(*listener));
  }
  return {};
}

void StreamServer::start() {
  for (const auto& listener : listeners_) {
    ++accepting_;
    platform_.tasks.spawn(protocol_ + "-listener", accept_all(listener.get()));
  }
}

Task<> StreamServer::accept_all(Listener* listener) {
  while (!platform_.tasks.stopping()) {
    if (connections_.size() >= connections_max_) {
      static_cast<void>(co_await left_->wait(no_deadline));
      continue;
    }
    auto stream = co_await listener->accept(no_deadline);
    if (stream) {
      connections_.push_back(open_(std::move(*stream)));
      platform_.tasks.spawn(protocol_ + "-session", serve(connections_.back()));
    } else if (stream.error().kind != FailureKind::closed) {
      const auto later = platform_.clock.in(accept_pause);
      co_await platform_.clock.sleep_until(later);
    }
  }
  --accepting_;
  left_->wake_all();
}

Task<> StreamServer::serve(std::shared_ptr<Connection> connection) {
  co_await connection->run();
  connections_.remove(connection);
  left_->wake_all();
}

// Holds the connection, which may come to its end by itself meanwhile.
Task<> StreamServer::say_good_bye(std::shared_ptr<Connection> connection) {
  co_await connection->stop();
  --good_byes_;
  left_->wake_all();
}

Task<> StreamServer::stop(Duration grace) {
  for (auto& listener : listeners_) listener->close();
  left_->wake_all();
  for (const auto& connection : connections_) {
    ++good_byes_;
    platform_.tasks.spawn(protocol_ + "-good-bye", say_good_bye(connection));
  }
  const auto end = platform_.clock.in(grace);
  while ((!connections_.empty() || good_byes_ > 0) && platform_.clock.now() < end) {
    static_cast<void>(co_await left_->wait(end));
  }
  while (accepting_ > 0) static_cast<void>(co_await left_->wait(no_deadline));
}

}  // namespace mailtown::programs
