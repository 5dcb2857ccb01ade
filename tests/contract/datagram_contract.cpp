// DatagramSocket: a datagram arrives whole or not at all.

#include <gmock/gmock.h>

#include "tests/contract/talk.h"

namespace mailtown::contract {

TEST_P(Contract, DatagramMakesARoundTrip) {
  Endpoint at;
  std::string answer;
  Endpoint answered_from;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->server_address(), 0}).value();
    at = socket->local();
    const auto question = co_await socket->receive(soon(platform));
    socket->send(question->peer, "answer to " + question->bytes);
  };
  const auto client = [&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->client_address(), 0}).value();
    EXPECT_NE(socket->local().port, 0);
    const std::string question = "question";
    socket->send(at, question);
    const auto received = co_await socket->receive(soon(platform));
    EXPECT_TRUE(received.has_value());
    if (!received) co_return;
    answer = received->bytes;
    answered_from = received->peer;
  };
  world->run(server, client);
  EXPECT_EQ(answer, "answer to question");
  EXPECT_EQ(answered_from, at);
}

TEST_P(Contract, DatagramKeepsItsBounds) {
  Endpoint at;
  std::vector<std::size_t> sizes;
  const auto server = [&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->server_address(), 0}).value();
    at = socket->local();
    for (int count = 0; count < 3; ++count) {
      const auto received = co_await socket->receive(soon(platform));
      sizes.push_back(received->bytes.size());
    }
  };
  const auto client = [&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->client_address(), 0}).value();
    for (const std::size_t size : {4096u, 0u, 7u}) socket->send(at, pattern(size));
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
  };
  world->run(server, client);
  // In any order: datagrams may overtake each other.
  EXPECT_THAT(sizes, testing::UnorderedElementsAre(4096u, 0u, 7u));
}

TEST_P(Contract, DatagramReceiveEndsAtItsDeadlineAndTheSocketLivesOn) {
  run([&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->server_address(), 0}).value();
    const auto none = co_await socket->receive(platform.clock.in(20ms));
    expect_failure(none, FailureKind::timed_out);
    const std::string note = "to myself";
    socket->send(socket->local(), note);
    const auto some = co_await socket->receive(soon(platform));
    EXPECT_TRUE(some.has_value());
    if (!some) co_return;
    EXPECT_EQ(some->bytes, note);
  });
}

TEST_P(Contract, DatagramCloseEndsAWaitingReceive) {
  run([&](Platform& platform) -> Task<> {
    const auto socket = platform.network.open_datagram({world->server_address(), 0}).value();
    const auto close_later = [](Platform& on, DatagramSocket& mine) -> Task<> {
      co_await on.clock.sleep_until(on.clock.in(20ms));
      mine.close();
    };
    platform.tasks.spawn("closer", close_later(platform, *socket));
    const auto received = co_await socket->receive(soon(platform));
    expect_failure(received, FailureKind::closed);
  });
}

TEST_P(Contract, DatagramToNobodyIsSilentlyLost) {
  run([&](Platform& platform) -> Task<> {
    Endpoint nobody;
    {
      const auto brief = platform.network.open_datagram({world->server_address(), 0}).value();
      nobody = brief->local();
    }
    const auto socket = platform.network.open_datagram({world->server_address(), 0}).value();
    const std::string words = "hello?";
    socket->send(nobody, words);
    const auto received = co_await socket->receive(platform.clock.in(20ms));
    EXPECT_TRUE(received.has_error());
  });
}

TEST_P(Contract, DatagramSocketFindsItsPortInUse) {
  run([&](Platform& platform) -> Task<> {
    const auto first = platform.network.open_datagram({world->server_address(), 0}).value();
    const auto second = platform.network.open_datagram(first->local());
    expect_failure(second, FailureKind::in_use);
    co_return;
  });
}

}  // namespace mailtown::contract
