// Listening sockets and the streams that come from them.
#pragma once

#include <deque>
#include <memory>

#include "platform/network.h"
#include "simulator/world/connection.h"

namespace mailtown::sim {

// A listening socket, as the machine's kernel keeps it.
class ListenerState final : public Socket {
 public:
  ListenerState(Boot& boot, Endpoint local);
  ~ListenerState() override { close(); }
  void boot_ended(Ending) override { leave(); }

  Boot& boot() { return boot_; }
  bool has_room() const { return ready_.size() < 128; }  // the backlog
  void arrived(std::shared_ptr<Connection> connection);
  void close();
  bool closed() const { return closed_; }

  const Endpoint local;
  WaitPlace acceptor;
  // The oldest connection that nobody has accepted; nullptr if there is none.
  std::shared_ptr<Connection> take();

 private:
  void leave();

  Boot& boot_;
  bool closed_ = false;
  std::deque<std::shared_ptr<Connection>> ready_;
};

class SimulatedListener final : public Listener {
 public:
  SimulatedListener(Boot& boot, Endpoint local) : boot_(boot), state_(boot, local) {}
  Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) override;
  void close() override { state_.close(); }
  Endpoint local() const override { return state_.local; }

 private:
  Boot& boot_;
  ListenerState state_;
};

// A program's handle of one end of a connection.
class SimulatedStream final : public ByteStream {
 public:
  SimulatedStream(Boot& boot, std::shared_ptr<Connection> connection, Side side)
      : boot_(boot), connection_(std::move(connection)), side_(side) {}
  ~SimulatedStream() override { close(); }

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override;
  Task<> write(std::span<const char> bytes, Deadline deadline) override;
  std::size_t write_now(std::span<const char> bytes) override;
  void finish() override;
  void close() override;
  void reset() override;
  Endpoint local() const override { return connection_->end(side_).local; }
  Endpoint remote() const override { return connection_->end(other(side_)).local; }

 private:
  TcpEnd& end() { return connection_->end(side_); }
  [[noreturn]] void fail(FailureKind kind, const char* while_doing) const;

  Boot& boot_;
  std::shared_ptr<Connection> connection_;
  Side side_;
  bool closed_ = false;
};

}  // namespace mailtown::sim
