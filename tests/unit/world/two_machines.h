// Two machines with a server and a client on them, for tests of the network.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown::sim {

using namespace std::chrono_literals;

class TwoMachines : public testing::Test {
 protected:
  explicit TwoMachines(WorldOptions options = {}) : world(std::move(options)) {
    world.set_default_link({.latency = 10ms});
  }

  // A server that reads each connection to its end, noting what it got and how it ended.
  ProgramId add_server() {
    return world.add_program(mx, "server", [this](Platform& platform) -> Task<> {
      const auto listener = platform.network.listen(at).value();
      for (;;) {
        auto accepted = co_await listener->accept(no_deadline);
        if (!accepted) co_return;
        co_await read_all(platform, std::move(*accepted));
      }
    });
  }

  Task<> read_all(Platform& platform, std::unique_ptr<ByteStream> stream) {
    std::array<char, 1000> buffer;
    try {
      for (;;) {
        const std::size_t count = co_await stream->read(buffer, no_deadline);
        if (count == 0) break;
        heard.append(buffer.data(), count);
      }
      server_saw = "end";
    } catch (const StreamError& error) {
      server_saw = to_string(error.failure().kind);
    }
    server_saw_at = platform.clock.now();
  }

  ProgramId add_client(ProgramBody body) {
    return world.add_program(client, "client", std::move(body));
  }

  // A client that only connects, and notes how and when that ended.
  void add_connecting_client(Endpoint to, IpAddress from = {}, Deadline deadline = no_deadline) {
    add_client([this, to, from, deadline](Platform& platform) -> Task<> {
      const auto connected = co_await platform.network.connect(to, from, deadline);
      outcome = connected ? "connected" : to_string(connected.error().kind);
      outcome_at = platform.clock.now();
    });
  }

  int lost_packets(const std::string& why) const {
    int count = 0;
    for (const auto& event : const_cast<World&>(world).trace().events) {
      const auto* lost = std::get_if<trace::PacketLost>(&event.payload);
      if (lost != nullptr && lost->why == why) ++count;
    }
    return count;
  }

  World world;
  const IpAddress mx_address = IpAddress::v4({192, 0, 2, 25});
  const IpAddress client_address = IpAddress::v4({198, 51, 100, 7});
  const Endpoint at{mx_address, 25};
  MachineId mx = world.add_machine({"mx.example.org", "example.org", {mx_address}});
  MachineId client = world.add_machine({"pc.example.com", "example.com", {client_address}});

  std::string heard, server_saw, outcome;
  Instant server_saw_at{}, outcome_at{};
};

}  // namespace mailtown::sim
