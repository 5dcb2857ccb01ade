// How mda starts, refuses and stops.
#include "pop3_world.h"

namespace mailtown::pop3 {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Pop3WorldTest, StopsCleanlyWhileAClientIsConnected) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  std::string replies;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    const std::string commands = log_in + "DELE 1\r\n";
    co_await (*stream)->write(commands, no_deadline);
    std::array<char, 4096> chunk{};
    for (std::size_t count = 1; count > 0;) {
      count = co_await (*stream)->read(chunk, no_deadline);
      replies.append(chunk.data(), count);
    }
  });
  world.run_until(Instant(1s));
  world.stop(mda);
  world.run_until(Instant(2s));
  EXPECT_FALSE(world.running(mda)) << "it waits for its client";
  EXPECT_TRUE(ended_with);
  EXPECT_THAT(replies, HasSubstr("+OK message 1 will be removed"));
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx"));
}

TEST_F(Pop3WorldTest, StopsSoonWhileAClientTakesNothing) {
  put("1.a.mx", std::string(5'000'000, 'x'));
  start_server();
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    const std::string commands = log_in + "RETR 1\r\n";
    co_await (*stream)->write(commands, no_deadline);
    co_await platform.clock.sleep_until(Instant(1min));
  });
  world.run_until(Instant(1s));
  world.stop(mda);
  world.run_until(Instant(3s));
  EXPECT_TRUE(world.running(mda)) << "it gave its client no time";
  world.run_until(Instant(10s));
  EXPECT_FALSE(world.running(mda)) << "it waits for a client that takes nothing";
  world.run_until_idle();
}

TEST_F(Pop3WorldTest, RefusesConnectionsOverTheLimit) {
  config.limits.connections = 1;
  start_server();
  std::string first, second;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await platform.clock.sleep_until(Instant(5s));
  });
  world.run_until(Instant(1s));
  start_talk("QUIT\r\n", second);
  world.run_until(Instant(4s));
  EXPECT_EQ(second, "-ERR [SYS/TEMP] too many connections: try again later\r\n");
  world.run_until_idle();
  EXPECT_THAT(talk("QUIT\r\n"), HasSubstr("+OK bye"));
}

TEST_F(Pop3WorldTest, RefusesConnectionsOverTheLimitOfOneAddress) {
  config.limits.connections_per_client = 1;
  start_server();
  const auto neighbour =
      world.add_machine({"desk.example.org", "example.org", {IpAddress::v4({198, 51, 100, 2})}});
  const auto hold_on = [&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await platform.clock.sleep_until(Instant(5s));
  };
  std::string again;
  run_client(hold_on);
  world.run_until(Instant(1s));
  start_talk("QUIT\r\n", again);
  world.run_until(Instant(2s));
  EXPECT_EQ(again, "-ERR [SYS/TEMP] too many connections: try again later\r\n");
  std::vector<trace::Decision> refused = events<trace::Decision>();
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].rule, "connections.too-many-of-client");
  // Others have room, and the first has it again when it has left.
  world.add_program(neighbour, "user", hold_on);
  world.run_until(Instant(4s));
  EXPECT_EQ(events<trace::Decision>().size(), 1u);
  world.run_until_idle();
  EXPECT_THAT(talk("QUIT\r\n"), HasSubstr("+OK bye"));
}

TEST_F(Pop3WorldTest, FailsToStartWhereSomebodyElseListens) {
  config.listen.pop3 = {endpoint, endpoint};
  start_server();
  world.run_until_idle();
  ASSERT_FALSE(ended_with) << "expected a failure";
  EXPECT_EQ(ended_with.error().kind, FailureKind::in_use);
  EXPECT_THAT(ended_with.error().detail, HasSubstr("192.0.2.1:110"));
}

TEST_F(Pop3WorldTest, AKilledServerFreesItsLocksWithTheNextStart) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await (*stream)->write(log_in, no_deadline);
    co_await platform.clock.sleep_until(Instant(1min));
  });
  world.run_until(Instant(1s));
  world.kill(mda);
  world.restart(mda);
  EXPECT_THAT(talk(log_in + "QUIT\r\n"), HasSubstr("+OK 1 messages"));
}

}  // namespace
}  // namespace mailtown::pop3
