#include <csignal>

#include "tests/unit/platform_asio/real_program.h"

namespace mailtown {
namespace {

using namespace std::chrono_literals;

using RealWorld = RealProgram;

Task<> wait_for_ever(Platform& platform, std::shared_ptr<int> held) {
  auto signal = platform.tasks.make_signal();
  static_cast<void>(co_await signal->wait(no_deadline));
  ++*held;
}

Task<> sleep_for_ever(Platform& platform, std::shared_ptr<int>) {
  co_await platform.clock.sleep_until(no_deadline);
}

Task<> accept_for_ever(Platform& platform, std::shared_ptr<int>) {
  auto listener = platform.network.listen({loopback(), 0}).value();
  auto stream = co_await listener->accept(platform.clock.in(1h));
}

Task<> read_for_ever(std::unique_ptr<ByteStream> stream, std::shared_ptr<int>) {
  char byte;
  const std::span<char> into(&byte, 1);
  static_cast<void>(co_await stream->read(into, no_deadline));
}

TEST(RealWorldEnd, DestroysWhatStillWaits) {
  const auto held = std::make_shared<int>(0);
  {
    TemporaryFolder folder;
    real::World world;
    Platform& platform = *world.add_process({.disk_root = folder.path()}).value();
    auto listener = platform.network.listen({loopback(), 0}).value();
    const auto main = [&]() -> Task<> {
      platform.tasks.spawn("signal", wait_for_ever(platform, held));
      platform.tasks.spawn("sleep", sleep_for_ever(platform, held));
      platform.tasks.spawn("accept", accept_for_ever(platform, held));
      auto client =
          co_await platform.network.connect(listener->local(), IpAddress(), platform.clock.in(20s));
      platform.tasks.spawn("read", read_for_ever(std::move(*client), held));
      co_await platform.clock.sleep_until(platform.clock.in(1ms));
    };
    world.run(main());
    EXPECT_EQ(held.use_count(), 5) << "four tasks should still wait";
  }
  EXPECT_EQ(held.use_count(), 1) << "every frame is gone with its world";
  EXPECT_EQ(*held, 0) << "none of them ran on";
}

TEST_F(RealWorld, NowIsConstantWithinATurn) {
  run([](Platform& platform) -> Task<> {
    const auto before = platform.clock.now();
    const auto wall = platform.clock.wall();
    while (std::chrono::system_clock::now() <= wall + 1ms) {
    }
    EXPECT_EQ(platform.clock.now(), before);
    EXPECT_EQ(platform.clock.wall(), wall);
    co_await platform.clock.sleep_until(before);
    EXPECT_GE(platform.clock.now(), before + 1ms);
    EXPECT_GE(platform.clock.wall(), wall + 1ms);
  });
}

TEST_F(RealWorld, ATaskThatThrowsEndsAlone) {
  const auto fail = []() -> Task<> {
    throw std::runtime_error("planted");
    co_return;
  };
  testing::internal::CaptureStderr();
  run([&](Platform& platform) -> Task<> {
    platform.tasks.spawn("smtp session", fail());
    co_await platform.clock.sleep_until(platform.clock.in(1ms));
  });
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "task smtp session ended by an exception: planted\n");
}

TEST_F(RealWorld, PassesOnTheResultOfItsTask) {
  const auto fail = []() -> Task<Result<>> { co_return Failure{FailureKind::in_use, "planted"}; };
  const auto result = world.run(fail());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail, "planted");
}

TEST_F(RealWorld, SigtermRequestsAStopOfEveryProgram) {
  Platform& other = *world.add_process({.disk_root = folder.path()}).value();
  world.heed_signals();
  run([&](Platform& platform) -> Task<> {
    ::raise(SIGTERM);
    co_await platform.tasks.stop_requested();
    EXPECT_TRUE(platform.tasks.stopping());
    EXPECT_TRUE(other.tasks.stopping());
  });
}

TEST_F(RealWorld, SighupRequestsAReloadOfEveryProgram) {
  Platform& other = *world.add_process({.disk_root = folder.path()}).value();
  world.heed_signals();
  run([&](Platform& platform) -> Task<> {
    for (int round = 0; round < 2; ++round) {
      ::raise(SIGHUP);
      co_await platform.tasks.reload_requested();
      co_await other.tasks.reload_requested();
    }
    EXPECT_FALSE(platform.tasks.stopping());
  });
}

TEST_F(RealWorld, ASecondSignalEndsAtOnce) {
  world.heed_signals();
  const auto stubborn = [&]() -> Task<Result<>> {
    ::raise(SIGINT);
    co_await platform.tasks.stop_requested();
    ::raise(SIGINT);
    co_await platform.clock.sleep_until(no_deadline);
    co_return Result<>();
  };
  const auto result = world.run(stubborn());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::closed);
}

}  // namespace
}  // namespace mailtown
