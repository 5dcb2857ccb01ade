// Network and Listener: who may listen where, and how a connection fails.

#include "tests/contract/talk.h"

namespace mailtown::contract {

TEST_P(Contract, ListenerTakesAPortWhenAskedForAny) {
  run([&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0});
    EXPECT_TRUE(listener.has_value());
    if (!listener) co_return;
    EXPECT_EQ((*listener)->local().address, world->server_address());
    EXPECT_NE((*listener)->local().port, 0);
  });
}

TEST_P(Contract, ListenerFindsItsPortInUse) {
  run([&](Platform& platform) -> Task<> {
    auto first = platform.network.listen({world->server_address(), 0}).value();
    const Endpoint at = first->local();
    const auto second = platform.network.listen(at);
    expect_failure(second, FailureKind::in_use);
    first->close();
    EXPECT_TRUE(platform.network.listen(at).has_value()) << "closed, but the port is still taken";
    co_return;
  });
}

TEST_P(Contract, ListenerCannotBindAnAddressOfSomebodyElse) {
  run([&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({*IpAddress::parse("198.51.100.99"), 0});
    expect_failure(listener, FailureKind::invalid);
    co_return;
  });
}

TEST_P(Contract, ListenerAcceptEndsAtItsDeadline) {
  run([&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    const Instant deadline = platform.clock.in(30ms);
    const auto accepted = co_await listener->accept(deadline);
    expect_failure(accepted, FailureKind::timed_out);
    EXPECT_GE(platform.clock.now(), deadline);
  });
}

TEST_P(Contract, ListenerAcceptsAfterADeadlineHasPassed) {
  Endpoint at;
  bool accepted_later = false;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    at = listener->local();
    const auto none = co_await listener->accept(platform.clock.now());
    EXPECT_TRUE(none.has_error());
    const auto some = co_await listener->accept(soon(platform));
    accepted_later = some.has_value();
  };
  const auto client = [&](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), soon(platform));
    EXPECT_TRUE(connected.has_value());
  };
  world->run(server, client);
  EXPECT_TRUE(accepted_later);
}

TEST_P(Contract, ListenerCloseEndsAWaitingAccept) {
  run([&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    const auto close_later = [](Platform& on, Listener& mine) -> Task<> {
      co_await on.clock.sleep_until(on.clock.in(20ms));
      mine.close();
    };
    platform.tasks.spawn("closer", close_later(platform, *listener));
    const auto accepted = co_await listener->accept(soon(platform));
    expect_failure(accepted, FailureKind::closed);
    const auto again = co_await listener->accept(soon(platform));
    expect_failure(again, FailureKind::closed);
  });
}

TEST_P(Contract, ListenerGivesEachConnectionOnce) {
  Endpoint at;
  std::string heard;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    at = listener->local();
    for (int client = 0; client < 3; ++client) {
      const auto accepted = co_await listener->accept(soon(platform));
      heard += co_await receive_all(platform, **accepted);
    }
  };
  const auto client = [&](Platform& platform) -> Task<> {
    for (const char* word : {"one ", "two ", "three"}) {
      const auto connected = co_await platform.network.connect(at, IpAddress(), soon(platform));
      co_await send(platform, **connected, word);
    }
  };
  world->run(server, client);
  EXPECT_EQ(heard, "one two three");
}

TEST_P(Contract, ConnectIsRefusedWhereNobodyListens) {
  Endpoint at;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    at = listener->local();
    listener->close();
    co_return;
  };
  const auto client = [&](Platform& platform) -> Task<> {
    const auto connected = co_await platform.network.connect(at, IpAddress(), soon(platform));
    expect_failure(connected, FailureKind::refused);
  };
  world->run(server, client);
}

TEST_P(Contract, ConnectUsesTheLocalAddressThatItIsGiven) {
  Endpoint at, seen;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world->server_address(), 0}).value();
    at = listener->local();
    const auto accepted = co_await listener->accept(soon(platform));
    seen = (*accepted)->remote();
  };
  const auto client = [&](Platform& platform) -> Task<> {
    const auto connected =
        co_await platform.network.connect(at, world->client_address(), soon(platform));
    EXPECT_TRUE(connected.has_value());
  };
  world->run(server, client);
  EXPECT_EQ(seen.address, world->client_address());
}

}  // namespace mailtown::contract
