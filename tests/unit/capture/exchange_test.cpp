// The packets of a connection: sequence numbers, acknowledgements, losses, ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/capture/tcp_exchange.h"

namespace mailtown::capture {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A connection that opens at 0.02 s, over a way that takes 10 ms.
class Exchange : public testing::Test {
 protected:
  Exchange() {
    connection_.client_end = *Endpoint::parse("192.0.2.1:49152");
    connection_.server_end = *Endpoint::parse("198.51.100.1:25");
    connection_.tried = at(0);
    connection_.connected = at(20'000);
    connection_.accepted = at(30'000);
  }

  Moment at(std::int64_t us) { return {us, ++step_}; }

  void say(Side side, std::int64_t us, const std::string& bytes) {
    auto& pieces = connection_.pieces[side];
    const auto position = pieces.empty() ? 0 : pieces.back().position + pieces.back().bytes.size();
    const Moment sent = at(us);
    pieces.push_back({position, bytes, us, sent, at(us + 10'000)});
  }
  void close(Side side, std::int64_t us, const char* how = "closed") {
    connection_.endings[side] = {at(us), how};
  }
  void lose(Side side, std::int64_t us, const char* segment, std::int64_t again_us,
            std::uint64_t position = 0, std::uint64_t length = 0) {
    connection_.losses.push_back({at(us), side, segment, position, length, again_us});
  }

  // "30000 S+10 A20 4": when, flags and relative sequence number, acknowledgement, bytes; "c" or
  // "s" before it: who sent it.
  std::vector<std::string> told() const {
    std::vector<std::string> lines;
    std::array<std::uint32_t, 2> first{};
    for (const Packet& packet : packets_of(connection_)) {
      const Side side = packet.from == connection_.server_end ? server : client;
      const TcpFields& tcp = *packet.tcp;
      if (tcp.flags & syn) first[side] = tcp.sequence;
      std::string line = (side == client ? "c " : "s ") + std::to_string(packet.time_us) + " ";
      if (tcp.flags & syn) line += "S";
      if (tcp.flags & fin) line += "F";
      if (tcp.flags & rst) line += "R";
      line += "+" + std::to_string(tcp.sequence - first[side]);
      if (tcp.flags & ack) line += " A" + std::to_string(tcp.acknowledgement - first[other(side)]);
      if (!packet.payload.empty()) line += " " + std::to_string(packet.payload.size());
      lines.push_back(line);
    }
    return lines;
  }

  Connection connection_;
  reader::Step step_ = 0;
};

TEST_F(Exchange, GreetsAndCloses) {
  say(server, 30'000, "220 hello\r\n");
  say(client, 40'000, "QUIT\r\n");
  say(server, 50'000, "221 bye\r\n");
  close(server, 50'000);
  close(client, 60'000);
  EXPECT_THAT(told(), ElementsAre("c 0 S+0", "s 10000 S+0 A1", "c 20000 +1 A1", "s 30000 +1 A1 11",
                                  "c 40000 +1 A12 6", "s 50000 +12 A7 9", "s 50000 F+21 A7",
                                  "c 60000 F+7 A22", "s 70000 +22 A8"));
}

TEST_F(Exchange, AcknowledgesAloneWhenNothingIsSaid) {
  say(server, 30'000, "220 hello\r\n");
  say(client, 240'000, "QUIT\r\n");
  EXPECT_THAT(told(), ElementsAre("c 0 S+0", "s 10000 S+0 A1", "c 20000 +1 A1", "s 30000 +1 A1 11",
                                  "c 80000 +1 A12", "c 240000 +1 A12 6", "s 290000 +12 A7"));
}

TEST_F(Exchange, CutsIntoSegmentsAndAcknowledgesEverySecond) {
  say(client, 40'000, std::string(3'000, 'x'));
  EXPECT_THAT(told(),
              ElementsAre("c 0 S+0", "s 10000 S+0 A1", "c 20000 +1 A1", "c 40000 +1 A1 1460",
                          "c 40000 +1461 A1 1460", "c 40000 +2921 A1 80", "s 50000 +1 A3001"));
}

TEST_F(Exchange, SendsAgainWhatWasLost) {
  lose(client, 40'000, "data", 1'000'000, 0, 6);
  say(client, 40'000, "NOOP\r\n");
  connection_.pieces[client].back().arrived = at(1'050'000);
  say(server, 1'050'000, "250 ok\r\n");
  EXPECT_THAT(told(), ElementsAre("c 0 S+0", "s 10000 S+0 A1", "c 20000 +1 A1", "c 40000 +1 A1 6",
                                  "c 1040000 +1 A1 6", "s 1050000 +1 A7 8", "c 1100000 +7 A9"));
}

TEST_F(Exchange, KnocksInVainUntilItGivesUp) {
  connection_.connected = connection_.accepted = {};
  lose(client, 10'000, "SYN", 1'000'000);
  lose(client, 1'020'000, "SYN", 2'000'000);
  connection_.failed = at(2'500'000);
  connection_.failed_how = "timed out";
  EXPECT_THAT(told(), ElementsAre("c 0 S+0", "c 1010000 S+0"));
}

TEST_F(Exchange, IsRefused) {
  connection_.connected = connection_.accepted = {};
  connection_.client_end = {};  // nobody recorded the port
  connection_.failed = at(20'000);
  connection_.failed_how = "refused";
  EXPECT_THAT(told(), ElementsAre("c 0 S+0", "s 10000 R+0 A1"));
  EXPECT_EQ(packets_of(connection_).front().from.port, packets_of(connection_).back().to.port);
  EXPECT_GE(packets_of(connection_).front().from.port, 49152);
}

TEST_F(Exchange, TellsWhoResetIt) {
  say(client, 40'000, "DATA\r\n");
  close(server, 60'000, "reset");
  close(client, 70'000, "reset");
  EXPECT_THAT(told().back(), "s 60000 R+1 A7");
}

TEST_F(Exchange, IsRejectedByAMachineThatHasForgottenIt) {
  connection_.crashed[server] = at(35'000);
  say(client, 40'000, "NOOP\r\n");
  EXPECT_THAT(told().back(), "s 50000 R+1 A1");
}

TEST_F(Exchange, SendsNothingWhereNobodyIs) {
  connection_.connected = connection_.accepted = {};
  connection_.failed = at(0);
  connection_.failed_how = "unreachable";
  EXPECT_THAT(told(), IsEmpty());
}

}  // namespace
}  // namespace mailtown::capture
