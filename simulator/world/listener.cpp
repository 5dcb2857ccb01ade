#include "simulator/world/listener.h"

#include <utility>

#include <fmt/format.h>

namespace mailtown::sim {

ListenerState::ListenerState(Boot& boot, Endpoint where) : local(where), boot_(boot) {
  boot.machine().listeners.bind(local, *this);
  boot.adopt(*this);
}

void ListenerState::arrived(std::shared_ptr<Connection> connection) {
  ready_.push_back(std::move(connection));
  acceptor.wake();
}

std::shared_ptr<Connection> ListenerState::take() {
  if (ready_.empty()) return nullptr;
  auto first = std::move(ready_.front());
  ready_.pop_front();
  return first;
}

void ListenerState::close() {
  if (closed_) return;
  leave();
  acceptor.wake();
  // RFC 9293 does not say; kernels reset what nobody has accepted.
  for (const auto& connection : std::exchange(ready_, {})) connection->reset(Side::server);
}

void ListenerState::leave() {
  closed_ = true;
  boot_.machine().listeners.unbind(local);
  if (BootHook::is_linked()) BootHook::unlink();
}

Task<Result<std::unique_ptr<ByteStream>>> SimulatedListener::accept(Deadline deadline) {
  for (;;) {
    if (auto connection = state_.take()) {
      co_return std::make_unique<SimulatedStream>(boot_, std::move(connection), Side::server);
    }
    if (state_.closed()) {
      Failure closed{FailureKind::closed, "accept on " + state_.local.to_string()};
      co_return closed;
    }
    Wait wait(boot_);
    const WaitPlace::Stay stay(state_.acceptor, wait);
    auto arrival = wait.until(deadline);
    co_await std::move(arrival);
    if (wait.timed_out()) {
      Failure late{FailureKind::timed_out, "accept on " + state_.local.to_string()};
      co_return late;
    }
  }
}

void SimulatedStream::fail(FailureKind kind, const char* while_doing) const {
  throw StreamError(Failure{kind, fmt::format("{} {}", while_doing, remote().to_string())});
}

Task<std::size_t> SimulatedStream::read(std::span<char> into, Deadline deadline) {
  TcpEnd& mine = end();
  for (;;) {
    if (closed_) fail(FailureKind::closed, "reading from");
    if (mine.unread() > 0) {
      const std::size_t count = std::min(into.size(), mine.unread());
      connection_->read_bytes(side_, into.first(count));
      co_return count;
    }
    if (mine.fin_received) co_return 0;
    if (mine.broken) fail(*mine.broken, "reading from");
    Wait wait(boot_);
    const WaitPlace::Stay stay(mine.reader, wait);
    auto change = wait.until(deadline);
    co_await std::move(change);
    if (wait.timed_out()) fail(FailureKind::timed_out, "reading from");
  }
}

Task<> SimulatedStream::write(std::span<const char> bytes, Deadline deadline) {
  TcpEnd& mine = end();
  const bool local_traffic = mine.machine == connection_->end(other(side_)).machine;
  const std::size_t most = local_traffic ? receive_window : segment_bytes;
  for (;;) {
    if (closed_ || mine.fin_sent) fail(FailureKind::closed, "writing to");
    if (mine.broken) fail(*mine.broken, "writing to");
    while (!bytes.empty() && mine.credit > 0) {
      const auto count = std::min({bytes.size(), most, static_cast<std::size_t>(mine.credit)});
      connection_->send_data(side_, bytes.first(count));
      bytes = bytes.subspan(count);
    }
    if (bytes.empty()) co_return;
    Wait wait(boot_);
    const WaitPlace::Stay stay(mine.writer, wait);
    auto change = wait.until(deadline);
    co_await std::move(change);
    if (wait.timed_out()) fail(FailureKind::timed_out, "writing to");
  }
}

std::size_t SimulatedStream::write_now(std::span<const char> bytes) {
  TcpEnd& mine = end();
  if (!boot_.alive() || closed_ || mine.fin_sent || mine.broken) return 0;
  const auto count = std::min({bytes.size(), segment_bytes, static_cast<std::size_t>(mine.credit)});
  if (count > 0) connection_->send_data(side_, bytes.first(count));
  return count;
}

void SimulatedStream::finish() {
  if (boot_.alive()) connection_->finish(side_);
}

void SimulatedStream::close() {
  if (std::exchange(closed_, true) || !boot_.alive()) return;
  connection_->close(side_);
}

void SimulatedStream::reset() {
  if (std::exchange(closed_, true) || !boot_.alive()) return;
  connection_->reset(side_);
}

}  // namespace mailtown::sim
