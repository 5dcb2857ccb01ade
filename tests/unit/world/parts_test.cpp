// Small parts of the world, each alone: the event queue, the generator, the ports.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/event_queue.h"
#include "simulator/world/generator.h"
#include "simulator/world/ports.h"

namespace mailtown::sim {
namespace {

using namespace std::chrono_literals;

class Note final : public Event {
 public:
  Note(std::string& log, char name) : log_(log), name_(name) {}

 private:
  void fire() override { log_ += name_; }
  std::string& log_;
  char name_;
};

TEST(EventQueue, OrdersByTimeThenSequence) {
  EventQueue queue;
  std::string log;
  Note a(log, 'a'), b(log, 'b'), c(log, 'c'), d(log, 'd');
  queue.add(d, Instant(2s));
  queue.add(b, Instant(1s));
  queue.add(c, Instant(1s));
  queue.add(a, Instant(0s));
  while (queue.fire_next(Instant::max())) continue;
  EXPECT_EQ(log, "abcd");
  EXPECT_EQ(queue.now(), Instant(2s));
}

TEST(EventQueue, WhatIsAddedForNowComesAfterWhatWasDueNowAlready) {
  EventQueue queue;
  std::string log;
  Note late(log, 'l'), now(log, 'n');
  queue.call(Instant(1s), [&] { queue.add(now, Instant(1s)); });
  queue.add(late, Instant(1s));
  while (queue.fire_next(Instant::max())) continue;
  EXPECT_EQ(log, "ln");
}

TEST(EventQueue, ForgetsAnEventThatIsCancelledOrDestroyed) {
  EventQueue queue;
  std::string log;
  Note cancelled(log, 'c');
  queue.add(cancelled, Instant(1s));
  cancelled.cancel();
  {
    Note destroyed(log, 'd');
    queue.add(destroyed, Instant(0s));
  }
  EXPECT_FALSE(queue.has_events());
}

TEST(EventQueue, StopsAtItsLimit) {
  EventQueue queue;
  std::string log;
  Note a(log, 'a'), b(log, 'b');
  queue.add(a, Instant(1s));
  queue.add(b, Instant(2s));
  while (queue.fire_next(Instant(1s))) continue;
  queue.advance_to(Instant(1500ms));
  EXPECT_EQ(log, "a");
  EXPECT_EQ(queue.now(), Instant(1500ms));
}

// The expected numbers come from another implementation, in another language.
TEST(Generator, GivesTheSameNumbersEverywhere) {
  Generator generator(1, "mx.example.org/dns-id");
  EXPECT_THAT(
      (std::array{generator.next(), generator.next(), generator.next()}),
      testing::ElementsAre(8889683142988858910u, 11480077513173928085u, 7085042989306182618u));
}

TEST(Generator, DiffersByNameAndBySeed) {
  EXPECT_NE(Generator(1, "a").next(), Generator(1, "b").next());
  EXPECT_NE(Generator(1, "a").next(), Generator(2, "a").next());
  EXPECT_NE(Generator(1, "a").next(), Generator(2, "b").next());
}

TEST(Ports, WildcardsOverlapAddresses) {
  Ports<int> ports;
  int socket = 0, wild = 0;
  const Endpoint exact{IpAddress::v4({192, 0, 2, 1}), 25}, any{IpAddress(), 25};
  ports.bind(exact, socket);
  EXPECT_TRUE(ports.taken(any));
  EXPECT_FALSE(ports.taken({IpAddress::v4({192, 0, 2, 2}), 25}));
  ports.unbind(exact);
  ports.bind(any, wild);
  EXPECT_EQ(ports.find(exact), &wild);
  EXPECT_TRUE(ports.taken(exact));
  EXPECT_FALSE(ports.taken({IpAddress::v6({}), 25}));
}

TEST(Ports, LendsEachEphemeralPortOnceAndThenHasNone) {
  Ports<int> ports;
  const IpAddress address = IpAddress::v4({192, 0, 2, 1});
  for (int port = first_ephemeral_port; port <= 65535; ++port) {
    const auto taken = ports.take_ephemeral(address);
    ASSERT_EQ(taken, port);
    ports.lend(*taken);
  }
  EXPECT_EQ(ports.take_ephemeral(address), std::nullopt);
  ports.give_back(50000);
  EXPECT_EQ(ports.take_ephemeral(address), 50000);
}

}  // namespace
}  // namespace mailtown::sim
