#include "tests/unit/platform_asio/real_program.h"

namespace mailtown {
namespace {

using RealNetwork = RealProgram;

TEST_F(RealNetwork, APortInUseNamesTheEndpoint) {
  const auto first = platform.network.listen({loopback(), 0}).value();
  const auto second = platform.network.listen(first->local());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, FailureKind::in_use);
  EXPECT_EQ(second.error().detail,
            "listen on " + first->local().to_string() + ": Address already in use");
}

TEST_F(RealNetwork, ADatagramPortInUseNamesTheEndpoint) {
  const auto first = platform.network.open_datagram({loopback(), 0}).value();
  const auto second = platform.network.open_datagram(first->local());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, FailureKind::in_use);
}

TEST_F(RealNetwork, AnAddressOfAnotherMachineIsInvalid) {
  const auto listener = platform.network.listen({*IpAddress::parse("192.0.2.1"), 0});
  ASSERT_FALSE(listener);
  EXPECT_EQ(listener.error().kind, FailureKind::invalid);
}

TEST_F(RealNetwork, ConnectsFromTheAddressThatWasAsked) {
  auto listener = platform.network.listen({loopback(), 0}).value();
  const auto deadline = soon();
  run([&](Platform& platform) -> Task<> {
    const auto from = *IpAddress::parse("127.0.0.77");
    auto client = co_await platform.network.connect(listener->local(), from, deadline);
    auto server = co_await listener->accept(deadline);
    EXPECT_EQ((*client)->local().address, from);
    EXPECT_EQ((*server)->remote(), (*client)->local());
  });
}

TEST_F(RealNetwork, IPv4AndIPv6ShareAPort) {
  const auto v6 = platform.network.listen({*IpAddress::parse("::"), 0});
  if (!v6) GTEST_SKIP() << "no IPv6 here: " << v6.error().message();
  const std::uint16_t port = (*v6)->local().port;
  EXPECT_TRUE(platform.network.listen({loopback(), port}));
  const auto deadline = soon();
  run([&](Platform& platform) -> Task<> {
    const Endpoint there{*IpAddress::parse("::1"), port};
    auto client = co_await platform.network.connect(there, IpAddress(), deadline);
    EXPECT_EQ(client.value()->remote(), there);
  });
}

// Unread bytes would make the kernel answer with a reset, and the last line would be lost.
TEST_F(RealNetwork, WhatWasWrittenArrivesThoughMuchIsUnread) {
  auto listener = platform.network.listen({loopback(), 0}).value();
  const auto deadline = soon();
  run([&](Platform& platform) -> Task<> {
    auto client = co_await platform.network.connect(listener->local(), IpAddress(), deadline);
    auto server = co_await listener->accept(deadline);
    const std::string pipelined(100'000, 'x'), farewell = "421 Too many errors\r\n";
    co_await (*client)->write(pipelined, deadline);
    co_await (*server)->write(farewell, deadline);
    (*server)->close();
    std::string heard;
    char buffer[100];
    for (std::size_t bytes = 1; bytes != 0;) {
      bytes = co_await (*client)->read(buffer, deadline);
      heard.append(buffer, bytes);
    }
    EXPECT_EQ(heard, farewell);
  });
}

TEST_F(RealNetwork, ARefusedDatagramIsTold) {
  const auto nobody = platform.network.open_datagram({loopback(), 0}).value()->local();
  auto socket = platform.network.open_datagram({loopback(), 0}).value();
  const auto deadline = soon();
  run([&](Platform&) -> Task<> {
    for (int i = 0; i < 3; ++i) {
      socket->send(nobody, std::string("?"));
      auto answer = co_await socket->receive(deadline);
      EXPECT_FALSE(answer);
      EXPECT_EQ(answer.error().kind, FailureKind::refused);
    }
  });
}

// What one client's machine answered must not eat the next client's answer.
TEST_F(RealNetwork, ARefusalDoesNotLoseTheNextDatagram) {
  const auto nobody = platform.network.open_datagram({loopback(), 0}).value()->local();
  auto server = platform.network.open_datagram({loopback(), 0}).value();
  auto client = platform.network.open_datagram({loopback(), 0}).value();
  const auto deadline = soon();
  run([&](Platform&) -> Task<> {
    for (int i = 0; i < 10; ++i) {
      server->send(nobody, std::string("lost"));
      server->send(client->local(), std::string("found"));
      auto answer = co_await client->receive(deadline);
      EXPECT_EQ(answer->bytes, "found");
    }
  });
}

}  // namespace
}  // namespace mailtown
