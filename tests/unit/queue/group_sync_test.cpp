#include "platform/group_sync.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/run_task.h"

namespace mailtown {
namespace {

using namespace std::chrono_literals;

// A sync that takes 10 ms and notes how much was written when it began.
struct Slow {
  int written = 0, synced = 0, syncs = 0;
  Result<> outcome;

  Task<Result<>> sync(Clock& clock) {
    ++syncs;
    const int covered = written;
    co_await clock.sleep_until(clock.in(10ms));
    synced = covered;
    co_return outcome;
  }
};

Task<> write_and_wait(Slow& slow, GroupSync& group, int& ended) {
  const int mine = ++slow.written;
  const auto synced = co_await group.join();
  EXPECT_TRUE(!synced || slow.synced >= mine) << "write " << mine << " is not covered";
  ++ended;
}

TEST(GroupSync, SharesTheNextSyncAmongAllWhoCameMeanwhile) {
  Slow slow;
  int ended = 0;
  sim::run_task<bool>([&](Platform& platform) -> Task<bool> {
    GroupSync::Sync sync = [&] { return slow.sync(platform.clock); };
    GroupSync group(platform.tasks, std::move(sync));
    for (int i = 0; i < 30; ++i) {
      platform.tasks.spawn("writer", write_and_wait(slow, group, ended));
      co_await platform.clock.sleep_until(platform.clock.in(1ms));
    }
    co_await platform.clock.sleep_until(platform.clock.in(100ms));
    co_return true;
  });
  EXPECT_EQ(ended, 30);
  EXPECT_EQ(slow.syncs, 4) << "30 writes within 30 ms need a sync for each 10 ms, and the first";
}

TEST(GroupSync, TellsAFailureToThoseOnlyWhomItConcerns) {
  std::vector<bool> outcomes;
  sim::run_task<bool>([&](Platform& platform) -> Task<bool> {
    Slow slow;
    GroupSync::Sync sync = [&] { return slow.sync(platform.clock); };
    GroupSync group(platform.tasks, std::move(sync));
    slow.outcome = Failure{FailureKind::io, "bad block"};
    const auto failed = co_await group.join();
    outcomes.push_back(failed.has_value());
    slow.outcome = Result<>();
    const auto fine = co_await group.join();
    outcomes.push_back(fine.has_value());
    co_return true;
  });
  EXPECT_THAT(outcomes, testing::ElementsAre(false, true));
}

}  // namespace
}  // namespace mailtown
