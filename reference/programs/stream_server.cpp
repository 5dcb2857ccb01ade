#include "programs/stream_server.h"

#include <chrono>

#include <fmt/format.h>

#include "wire/line_channel.h"

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;

constexpr Duration accept_pause = 100ms;  // after a failure such as too few file handles
constexpr Duration refusal_wait = 10s;    // to get rid of a refusal

}  // namespace

StreamServer::StreamServer(Platform& platform, Service service)
    : platform_(platform), service_(std::move(service)), left_(platform.tasks.make_signal()) {}

Result<> StreamServer::listen(const std::vector<Endpoint>& endpoints) {
  for (const auto& endpoint : endpoints) {
    auto listener = platform_.network.listen(endpoint);
    if (!listener) {
      return Failure{listener.error().kind,
                     fmt::format("cannot listen on {} for {}: {}", endpoint.to_string(),
                                 service_.name, listener.error().detail)};
    }
    listeners_.push_back(std::move(*listener));
  }
  return {};
}

Result<> StreamServer::listen_local(const std::string& path) {
  auto listener = platform_.network.listen_local(path);
  if (!listener) return listener.error();
  listeners_.push_back(std::move(*listener));
  return {};
}

void StreamServer::start() {
  for (const auto& listener : listeners_) {
    ++accepting_;
    platform_.tasks.spawn(service_.name + "-listener", accept_all(listener.get()));
  }
}

Task<> StreamServer::accept_all(Listener* listener) {
  while (!platform_.tasks.stopping()) {
    auto stream = co_await listener->accept(no_deadline);
    const auto client = stream ? (*stream)->remote().address : IpAddress();
    auto full = stream ? why_full(client) : std::nullopt;
    if (full) {
      ++refusing_;
      platform_.tasks.spawn(service_.name + "-refusal",
                            refuse(std::move(*stream), std::move(*full)));
    } else if (stream) {
      connections_.push_back(service_.open(std::move(*stream)));
      ++by_client_[client];
      platform_.tasks.spawn(service_.name + "-session", serve(connections_.back(), client));
    } else if (stream.error().kind != FailureKind::closed) {
      const auto later = platform_.clock.in(accept_pause);
      co_await platform_.clock.sleep_until(later);
    }
  }
  --accepting_;
  left_->wake_all();
}

std::optional<Evidence> StreamServer::why_full(const IpAddress& client) const {
  const auto found = by_client_.find(client);
  const std::uint64_t of_client = found == by_client_.end() ? 0 : found->second;
  const auto because = [&](const char* rule, std::uint64_t count, std::uint64_t limit) {
    return Evidence{.rule = rule,
                    .inputs = {{"client", client.to_string()},
                               {"count", fmt::format("{}", count)},
                               {"limit", fmt::format("{}", limit)}},
                    .alternatives = {},
                    .source = "RFC 5321 §7.8"};
  };
  if (of_client >= service_.per_client_max) {
    return because("connections.too-many-of-client", of_client, service_.per_client_max);
  }
  if (connections_.size() >= service_.connections_max) {
    return because("connections.too-many", connections_.size(), service_.connections_max);
  }
  return std::nullopt;
}

Task<> StreamServer::refuse(std::unique_ptr<ByteStream> stream, Evidence why) {
  wire::LineChannel channel(std::move(stream), service_.protocol,
                            platform_.tracer.in_new_conversation());
  channel.tracer().step(trace::Accepted{channel.local(), channel.remote(), service_.protocol});
  channel.tracer().step(decision("connections", channel.remote().address.to_string(), "refused",
                                 std::move(why), service_.refusal));
  if (!service_.refusal.empty()) channel.write_line(service_.refusal);
  std::string how = "closed";
  try {
    co_await channel.flush(platform_.clock.in(refusal_wait));
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
  }
  channel.close(how);
  --refusing_;
  left_->wake_all();
}

Task<> StreamServer::serve(std::shared_ptr<Connection> connection, IpAddress client) {
  co_await connection->run();
  connections_.remove(connection);
  if (--by_client_[client] == 0) by_client_.erase(client);
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
    platform_.tasks.spawn(service_.name + "-good-bye", say_good_bye(connection));
  }
  const auto end = platform_.clock.in(grace);
  const auto busy = [this] { return !connections_.empty() || good_byes_ > 0 || refusing_ > 0; };
  while (busy() && platform_.clock.now() < end) static_cast<void>(co_await left_->wait(end));
  for (const auto& connection : connections_) connection->abort();
  while (busy() || accepting_ > 0) static_cast<void>(co_await left_->wait(no_deadline));
}

}  // namespace mailtown::programs
