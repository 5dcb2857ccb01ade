// Programs in a world: how they start, end, die and come back.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/run_task.h"
#include "simulator/world/world.h"

namespace mailtown::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

const IpAddress address = IpAddress::v4({192, 0, 2, 1});

std::vector<std::string> kinds(const trace::Trace& trace) {
  std::vector<std::string> all;
  for (const auto& event : trace.events) all.emplace_back(trace::kind(event));
  return all;
}

TEST(RunTask, GivesTheValueOfTheTask) {
  const auto slept = run_task<Duration>([](Platform& platform) -> Task<Duration> {
    const Instant before = platform.clock.now();
    co_await platform.clock.sleep_until(before + 3s);
    co_return platform.clock.now() - before;
  });
  EXPECT_EQ(slept, 3s);
}

TEST(RunTask, ThrowsWhatTheTaskThrew) {
  const auto fail = [](Platform&) -> Task<int> {
    throw std::logic_error("planted");
    co_return 1;
  };
  EXPECT_THROW(run_task<int>(fail), std::runtime_error);
}

class ProgramTest : public testing::Test {
 protected:
  World world;
  MachineId machine = world.add_machine({"mx.example.org", "example.org", {address}});
};

TEST_F(ProgramTest, EndsWhenItsBodyReturnsAndSaysSo) {
  const auto program = world.add_program(machine, "mta", [](Platform& platform) -> Task<> {
    co_await platform.clock.sleep_until(platform.clock.now() + 1s);
  });
  EXPECT_TRUE(world.running(program));
  EXPECT_TRUE(world.run_until_idle());
  EXPECT_FALSE(world.running(program));
  EXPECT_THAT(kinds(world.trace()), ElementsAre("program.started", "program.stopped"));
  const auto& stopped = std::get<trace::ProgramStopped>(world.trace().events.back().payload);
  EXPECT_EQ(stopped.how, "cleanly");
  EXPECT_EQ(world.trace().events.back().time_us, 1'000'000);
  EXPECT_TRUE(world.defects().empty());
}

TEST_F(ProgramTest, StopsWhenAsked) {
  const auto program = world.add_program(machine, "mta", [](Platform& platform) -> Task<> {
    co_await platform.tasks.stop_requested();
  });
  EXPECT_TRUE(world.run_until_idle());
  EXPECT_TRUE(world.running(program));
  world.stop(program);
  world.run_until_idle();
  EXPECT_FALSE(world.running(program));
}

TEST_F(ProgramTest, AnExceptionThatLeavesASpawnedTaskIsADefectAndEndsOnlyThatTask) {
  bool lived_on = false;
  world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    const auto fail = []() -> Task<> {
      throw std::logic_error("planted");
      co_return;
    };
    platform.tasks.spawn("session", fail());
    co_await platform.clock.sleep_until(platform.clock.now() + 1s);
    lived_on = true;
  });
  world.run_until_idle();
  ASSERT_EQ(world.defects().size(), 1u);
  EXPECT_EQ(world.defects()[0].task, "session");
  EXPECT_EQ(world.defects()[0].what, "planted");
  EXPECT_TRUE(lived_on);
}

// Notes when it is destroyed, and whether it could reach the world then.
struct Witness {
  Platform& platform;
  std::vector<std::string>& log;
  std::string name;
  ~Witness() {
    log.push_back(name);
    platform.tracer.note(trace::UserActed{"ghost", "haunt", "", ""});
    platform.tasks.spawn("ghost", [](Platform& p) -> Task<> {
      co_await p.clock.sleep_until(p.clock.now() + 1s);
    }(platform));
    if (platform.disk.open("ghost", OpenMode::append)) log.push_back(name + " reached the disk");
    if (platform.network.listen({address, 666})) log.push_back(name + " reached the network");
    platform.random.below(10, "ghost");
    platform.tasks.request_stop();
  }
};

Task<> wait_forever(Platform& platform, std::vector<std::string>& log, std::string name) {
  const Witness witness{platform, log, name};
  const auto signal = platform.tasks.make_signal();
  co_await signal->wait(no_deadline);
}

TEST_F(ProgramTest, KillDestroysAllFramesAtOnceAndTheyReachNothing) {
  std::vector<std::string> log;
  const auto program = world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    platform.tasks.spawn("one", wait_forever(platform, log, "one"));
    platform.tasks.spawn("two", wait_forever(platform, log, "two"));
    co_await wait_forever(platform, log, "main");
  });
  world.run_until_idle();
  EXPECT_TRUE(log.empty());
  world.kill(program);
  EXPECT_THAT(log, ElementsAre("main", "one", "two"));
  EXPECT_FALSE(world.step()) << "something of the dead program is still queued";
  EXPECT_THAT(kinds(world.trace()), ElementsAre("program.started", "program.stopped"));
  EXPECT_TRUE(world.disk(machine).files().empty());
}

TEST_F(ProgramTest, KillDropsWhatWasQueuedButNeverRan) {
  bool ran = false;
  const auto program = world.add_program(machine, "mta", [&](Platform&) -> Task<> {
    ran = true;
    co_return;
  });
  world.kill(program);
  world.run_until_idle();
  EXPECT_FALSE(ran);
}

TEST_F(ProgramTest, AProgramThatKillsItselfNeverGetsBeyondItsNextWait) {
  ProgramId program{};
  int steps = 0;
  program = world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    world.kill(program);
    ++steps;
    co_await platform.clock.sleep_until(platform.clock.now());
    ++steps;
  });
  world.run_until_idle();
  EXPECT_EQ(steps, 1);
}

TEST_F(ProgramTest, RestartRunsTheBodyAgainAndNumbersItsEventsOn) {
  int boots = 0;
  const auto program = world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    ++boots;
    co_await platform.tasks.stop_requested();
  });
  world.run_until_idle();
  world.power_loss(machine);
  EXPECT_FALSE(world.powered(machine));
  EXPECT_FALSE(world.running(program));
  world.restart(machine);
  world.run_until_idle();
  EXPECT_EQ(boots, 2);
  EXPECT_THAT(kinds(world.trace()),
              ElementsAre("program.started", "machine.crashed", "program.stopped",
                          "machine.restarted", "program.started"));
  EXPECT_EQ(world.trace().events.back().number, 3u);
}

TEST_F(ProgramTest, LeavesTheWorldWhileStillRunningWithoutATrace) {
  auto brief = std::make_unique<World>();
  const auto there = brief->add_machine({"a.example.org", "", {address}});
  std::vector<std::string> log;
  brief->add_program(there, "mta", [&](Platform& platform) -> Task<> {
    platform.tasks.spawn("one", wait_forever(platform, log, "one"));
    co_await wait_forever(platform, log, "main");
  });
  brief->run_until_idle();
  brief.reset();
  EXPECT_THAT(log, ElementsAre("main", "one"));
}

TEST_F(ProgramTest, InterventionsHappenAtTheirTimeInTheOrderOfTheCalls) {
  std::vector<int> order;
  world.at(Instant(2s), [&] { order.push_back(2); });
  world.at(Instant(1s), [&] { order.push_back(1); });
  world.at(world.wall() + 2s, [&] { order.push_back(3); });
  world.run_until(Instant(1s));
  EXPECT_THAT(order, ElementsAre(1));
  world.run_until(Instant(5s));
  EXPECT_THAT(order, ElementsAre(1, 2, 3));
  EXPECT_EQ(world.now(), Instant(5s));
}

}  // namespace
}  // namespace mailtown::sim
