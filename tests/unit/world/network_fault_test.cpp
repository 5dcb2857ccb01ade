// What the simulated network does to connections and datagrams when things go wrong.

#include "tests/unit/world/two_machines.h"

namespace mailtown::sim {
namespace {

class ConnectTest : public TwoMachines {};

TEST_F(ConnectTest, TakesARoundTrip) {
  add_server();
  add_connecting_client(at);
  world.run_until(Instant(1s));
  EXPECT_EQ(outcome, "connected");
  EXPECT_EQ(outcome_at, Instant(20ms));
}

TEST_F(ConnectTest, IsRefusedAfterARoundTripWhereNobodyListens) {
  add_connecting_client(at);
  world.run_until_idle();
  EXPECT_EQ(outcome, "refused");
  EXPECT_EQ(outcome_at, Instant(20ms));
}

TEST_F(ConnectTest, IsRefusedByAFaultAlthoughSomebodyListens) {
  add_server();
  world.set_refusing(mx, 25, true);
  add_connecting_client(at);
  world.run_until_idle();
  EXPECT_EQ(outcome, "refused");
  world.set_refusing(mx, 25, false);
  add_connecting_client(at);
  world.run_until_idle();
  EXPECT_EQ(outcome, "connected");
}

TEST_F(ConnectTest, TimesOutAtItsDeadlineWhenTheMachineIsDown) {
  add_server();
  world.set_machine_down(mx, true);
  add_connecting_client(at, {}, Instant(30s));
  world.run_until_idle();
  EXPECT_EQ(outcome, "timed out");
  EXPECT_EQ(outcome_at, Instant(30s));
  EXPECT_EQ(lost_packets("machine down"), 5) << "at 0, 1, 3, 7 and 15 s";
}

TEST_F(ConnectTest, GivesUpByItselfWithoutADeadline) {
  world.power_loss(mx);
  add_connecting_client(at);
  world.run_until_idle();
  EXPECT_EQ(outcome, "timed out");
  EXPECT_GE(outcome_at, Instant(3min)) << "RFC 9293 §3.8.3: a SYN is tried for three minutes";
}

TEST_F(ConnectTest, SucceedsWhenAPartitionHealsInTime) {
  add_server();
  world.set_partitioned(mx, client, true);
  world.at(Instant(5s), [&] { world.set_partitioned(mx, client, false); });
  add_connecting_client(at);
  world.run_until_idle();
  EXPECT_EQ(outcome, "connected");
  EXPECT_EQ(outcome_at, Instant(7s + 20ms));
}

TEST_F(ConnectTest, KnowsAddressesThatAreNobodys) {
  add_connecting_client({IpAddress::v4({203, 0, 113, 1}), 25});
  world.run_until_idle();
  EXPECT_EQ(outcome, "unreachable");
}

TEST_F(ConnectTest, CannotComeFromAnAddressOfSomebodyElse) {
  add_connecting_client(at, mx_address);
  world.run_until_idle();
  EXPECT_EQ(outcome, "invalid");
}

TEST_F(ConnectTest, ReachesLoopbackOnlyOnTheMachineItself) {
  add_server();
  add_connecting_client({IpAddress::v4({127, 0, 0, 1}), 25});
  world.run_until_idle();
  EXPECT_EQ(outcome, "refused");
  EXPECT_EQ(outcome_at, Instant(0s));
}

class StreamFaultTest : public TwoMachines {
 protected:
  void add_sending_client(std::string bytes, Duration pause = {}) {
    add_client([this, bytes, pause](Platform& platform) -> Task<> {
      auto connected = co_await platform.network.connect(at, IpAddress(), no_deadline);
      try {
        co_await (*connected)->write(bytes, no_deadline);
        co_await platform.clock.sleep_until(platform.clock.in(pause));
        co_await (*connected)->write(bytes, no_deadline);
        outcome = "sent";
      } catch (const StreamError& error) {
        outcome = to_string(error.failure().kind);
      }
      outcome_at = platform.clock.now();
    });
  }
};

TEST_F(StreamFaultTest, EveryByteArrivesInOrderOverALinkThatLosesManyPackets) {
  world.set_default_link({.latency = 10ms, .jitter = 10ms, .loss_ppm = 200'000});
  add_server();
  std::string sent;
  while (sent.size() < 100'000) sent += std::to_string(sent.size()) + ' ';
  add_sending_client(sent);
  world.run_until_idle();
  EXPECT_EQ(outcome, "sent");
  EXPECT_EQ(server_saw, "end");
  EXPECT_TRUE(heard == sent + sent) << "got " << heard.size() << " of " << 2 * sent.size();
  EXPECT_GT(lost_packets("loss"), 20);
}

TEST_F(StreamFaultTest, ALostSegmentComesASecondLater) {
  add_server();
  world.at(Instant(100ms), [&] { world.lose_next(client, mx, 1); });
  add_sending_client("hello", 1s);
  world.run_until_idle();
  EXPECT_EQ(heard, "hellohello");
  EXPECT_EQ(lost_packets("loss"), 1);
  EXPECT_EQ(server_saw_at, Instant(1020ms + 1s + 10ms));
}

TEST_F(StreamFaultTest, APartitionThatLastsBreaksTheConnection) {
  add_server();
  world.at(Instant(100ms), [&] { world.set_partitioned(mx, client, true); });
  add_sending_client(std::string(100'000, 'x'), 1s);
  world.run_until_idle();
  EXPECT_EQ(outcome, "timed out");
  EXPECT_GE(outcome_at, Instant(100s));
}

TEST_F(StreamFaultTest, APartitionThatHealsOnlyDelays) {
  add_server();
  world.at(Instant(100ms), [&] { world.set_partitioned(mx, client, true); });
  world.at(Instant(20s), [&] { world.set_partitioned(mx, client, false); });
  add_sending_client("hello", 1s);
  world.run_until_idle();
  EXPECT_EQ(heard, "hellohello");
  EXPECT_EQ(server_saw, "end");
}

TEST_F(StreamFaultTest, ThePeerOfAKilledProgramSeesResetAfterTheLatency) {
  add_server();
  const auto sender = add_client([this](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), no_deadline);
    co_await platform.tasks.stop_requested();
  });
  world.at(Instant(1s), [&] { world.kill(sender); });
  world.run_until_idle();
  EXPECT_EQ(server_saw, "reset");
  EXPECT_EQ(server_saw_at, Instant(1010ms));
}

TEST_F(StreamFaultTest, WhatAKilledProgramClosedBeforeIsStillDelivered) {
  add_server();
  const auto sender = add_client([this](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), no_deadline);
    const std::string words = "goodbye";
    co_await (*connected)->write(words, no_deadline);
    (*connected)->close();
    co_await platform.tasks.stop_requested();
  });
  world.at(Instant(21ms), [&] { world.kill(sender); });
  world.run_until_idle();
  EXPECT_EQ(heard, "goodbye");
  EXPECT_EQ(server_saw, "end");
}

TEST_F(StreamFaultTest, ThePeerOfAMachineWithoutPowerHearsNothing) {
  add_server();
  std::optional<FailureKind> failure;
  add_client([&](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), no_deadline);
    std::array<char, 10> buffer;
    try {
      co_await (*connected)->read(buffer, Instant(1h));
    } catch (const StreamError& error) {
      failure = error.failure().kind;
    }
  });
  world.at(Instant(1s), [&] { world.power_loss(mx); });
  world.run_until_idle();
  EXPECT_EQ(failure, FailureKind::timed_out);
}

TEST_F(StreamFaultTest, ARebootedMachineAnswersOldConnectionsWithReset) {
  add_server();
  world.at(Instant(100ms), [&] { world.power_loss(mx); });
  world.at(Instant(500ms), [&] { world.restart(mx); });
  std::optional<FailureKind> failure;
  Instant when{};
  add_client([&](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), no_deadline);
    co_await platform.clock.sleep_until(Instant(1s));
    const std::string words = "still there?";
    std::array<char, 10> buffer;
    try {
      co_await (*connected)->write(words, no_deadline);
      co_await (*connected)->read(buffer, Instant(1h));
    } catch (const StreamError& error) {
      failure = error.failure().kind;
    }
    when = platform.clock.now();
  });
  world.run_until_idle();
  EXPECT_EQ(failure, FailureKind::reset);
  EXPECT_EQ(when, Instant(1020ms));
}

class DatagramFaultTest : public TwoMachines {
 protected:
  int datagrams_received(Duration until = 1h) {
    int count = 0;
    world.add_program(mx, "receiver", [&](Platform& platform) -> Task<> {
      const auto socket = platform.network.open_datagram({IpAddress(), 53}).value();
      for (;;) {
        const auto received = co_await socket->receive(Instant(until));
        if (!received) co_return;
        ++count;
      }
    });
    add_client([&](Platform& platform) -> Task<> {
      const auto socket = platform.network.open_datagram({IpAddress(), 0}).value();
      const std::string words = "question";
      for (int sent = 0; sent < 100; ++sent) {
        socket->send({mx_address, 53}, words);
        co_await platform.clock.sleep_until(platform.clock.in(1s));
      }
    });
    world.run_until_idle();
    return count;
  }
};

TEST_F(DatagramFaultTest, LossIsRecorded) {
  world.set_link(client, mx, {.latency = 5ms, .loss_ppm = 300'000});
  const int received = datagrams_received();
  EXPECT_EQ(received + lost_packets("loss"), 100);
  EXPECT_GT(received, 50);
  EXPECT_LT(received, 90);
}

TEST_F(DatagramFaultTest, AMachineThatIsDownGetsNone) {
  world.at(Instant(50s + 500ms), [&] { world.set_machine_down(mx, true); });
  EXPECT_EQ(datagrams_received(), 51);
  EXPECT_EQ(lost_packets("machine down"), 49);
}

TEST_F(DatagramFaultTest, WithoutASocketTheyAreLostAndTheTraceSaysWhy) {
  EXPECT_EQ(datagrams_received(10s), 10);
  EXPECT_EQ(lost_packets("no such port"), 90);
}

}  // namespace
}  // namespace mailtown::sim
