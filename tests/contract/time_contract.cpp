// Clock, Signal, Random and TaskScope.

#include "tests/contract/talk.h"

namespace mailtown::contract {

TEST_P(Contract, ClockWakesInTheOrderOfTheInstants) {
  std::string order;
  run([&](Platform& platform) -> Task<> {
    const auto sleep = [](Platform& on, Instant until, std::string& log, char name) -> Task<> {
      co_await on.clock.sleep_until(until);
      log += name;
    };
    const Instant start = platform.clock.now();
    platform.tasks.spawn("c", sleep(platform, start + 60ms, order, 'c'));
    platform.tasks.spawn("a", sleep(platform, start + 20ms, order, 'a'));
    platform.tasks.spawn("b", sleep(platform, start + 40ms, order, 'b'));
    co_await platform.clock.sleep_until(start + 90ms);
    EXPECT_GE(platform.clock.now(), start + 90ms);
  });
  EXPECT_EQ(order, "abc");
}

TEST_P(Contract, ClockSleepsUntilThePastForOneTurn) {
  std::string order;
  run([&](Platform& platform) -> Task<> {
    const auto note = [](std::string& log) -> Task<> {
      log += "other ";
      co_return;
    };
    platform.tasks.spawn("other", note(order));
    co_await platform.clock.sleep_until(platform.clock.now() - 1s);
    order += "then me";
  });
  EXPECT_EQ(order, "other then me");
}

TEST_P(Contract, ClockOfTheWallGoesWithTheMonotonicOne) {
  run([](Platform& platform) -> Task<> {
    const WallTime before = platform.clock.wall();
    co_await platform.clock.sleep_until(platform.clock.in(20ms));
    EXPECT_GE(platform.clock.wall() - before, 15ms);
  });
}

TEST_P(Contract, SignalWakesOneOrAll) {
  int woken = 0;
  run([&](Platform& platform) -> Task<> {
    const auto signal = platform.tasks.make_signal();
    const auto wait = [](Platform& on, Signal& at, int& count) -> Task<> {
      const bool was_woken = co_await at.wait(soon(on));
      if (was_woken) ++count;
    };
    for (int task = 0; task < 4; ++task) {
      platform.tasks.spawn("waiter", wait(platform, *signal, woken));
    }
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    signal->wake_one();
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    EXPECT_EQ(woken, 1);
    signal->wake_all();
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    EXPECT_EQ(woken, 4);
  });
}

TEST_P(Contract, SignalWaitEndsAtItsDeadlineAndIsNotCountedAsAWaiter) {
  bool first = true, second = false;
  run([&](Platform& platform) -> Task<> {
    const auto signal = platform.tasks.make_signal();
    first = co_await signal->wait(platform.clock.in(20ms));
    const auto wait = [](Platform& on, Signal& at, bool& woken) -> Task<> {
      woken = co_await at.wait(soon(on));
    };
    platform.tasks.spawn("waiter", wait(platform, *signal, second));
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    signal->wake_one();
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
  });
  EXPECT_FALSE(first);
  EXPECT_TRUE(second);
}

TEST_P(Contract, SignalRemembersNothing) {
  bool woken = true;
  run([&](Platform& platform) -> Task<> {
    const auto signal = platform.tasks.make_signal();
    signal->wake_all();
    signal->wake_one();
    woken = co_await signal->wait(platform.clock.in(20ms));
  });
  EXPECT_FALSE(woken) << "a wake-up from before the wait came through";
}

TEST_P(Contract, RandomStreamsDiffer) {
  run([](Platform& platform) -> Task<> {
    const auto one = platform.random.bits("dns-id");
    const auto other = platform.random.bits("mx-shuffle");
    const auto next = platform.random.bits("dns-id");
    EXPECT_NE(one, other);
    EXPECT_NE(one, next);
    for (int draw = 0; draw < 100; ++draw) EXPECT_LT(platform.random.below(6, "dice"), 6u);
    co_return;
  });
}

TEST_P(Contract, TaskScopeSpawnsFromTheNextTurnOn) {
  std::string order;
  run([&](Platform& platform) -> Task<> {
    const auto note = [](std::string& log) -> Task<> {
      log += "child";
      co_return;
    };
    platform.tasks.spawn("child", note(order));
    order += "parent ";
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
  });
  EXPECT_EQ(order, "parent child");
}

TEST_P(Contract, TaskScopeStopWakesEverybodyWhoWaitsForIt) {
  int stopped = 0;
  run([&](Platform& platform) -> Task<> {
    const auto wait = [](Platform& on, int& count) -> Task<> {
      co_await on.tasks.stop_requested();
      ++count;
    };
    platform.tasks.spawn("one", wait(platform, stopped));
    platform.tasks.spawn("two", wait(platform, stopped));
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    EXPECT_FALSE(platform.tasks.stopping());
    EXPECT_EQ(stopped, 0);
    platform.tasks.request_stop();
    platform.tasks.request_stop();
    EXPECT_TRUE(platform.tasks.stopping());
    co_await platform.tasks.stop_requested();  // at once from now on
    co_await platform.clock.sleep_until(platform.clock.in(10ms));
    EXPECT_EQ(stopped, 2);
  });
}

}  // namespace mailtown::contract
