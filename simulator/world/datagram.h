// Datagram sockets: UDP as RFC 768 has it, with latency, loss and a bounded receive buffer.
//
// As with an unconnected socket of real systems, nobody says that a port is not open.
#pragma once

#include <deque>
#include <memory>

#include "platform/network.h"
#include "simulator/world/boot.h"

namespace mailtown::sim {

// A datagram socket, as the machine's kernel keeps it.
class DatagramState final : public Socket {
 public:
  DatagramState(Boot& boot, Endpoint local);
  ~DatagramState() override { leave(); }
  void boot_ended(Ending) override { leave(); }

  // False if the buffer is full.
  bool arrived(Datagram datagram);
  void leave();
  bool closed() const { return closed_; }

  const Endpoint local;
  std::deque<Datagram> received;
  std::size_t buffered = 0;  // bytes in `received`
  WaitPlace reader;

 private:
  Machine& machine_;
  bool closed_ = false;
};

class SimulatedDatagramSocket final : public DatagramSocket {
 public:
  SimulatedDatagramSocket(Boot& boot, Endpoint local) : boot_(boot), state_(boot, local) {}
  void send(const Endpoint& to, std::span<const char> bytes) override;
  Task<Result<Datagram>> receive(Deadline deadline) override;
  void close() override;
  Endpoint local() const override { return state_.local; }

 private:
  Boot& boot_;
  DatagramState state_;
};

}  // namespace mailtown::sim
