#include "platform/asio/loop.h"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

namespace mailtown {
namespace {

// Blocking work ends only because a turn of the loop comes while it blocks.
TEST(RealLoop, TurnsGoOnWhileThePoolBlocks) {
  real::Loop loop;
  std::promise<void> turn_came;
  std::optional<Result<>> result;
  const std::function<Result<>()> blocking = [&]() -> Result<> {
    const auto came = turn_came.get_future().wait_for(std::chrono::seconds(20));
    if (came == std::future_status::ready) return {};
    return Failure{FailureKind::timed_out, "no turn came"};
  };
  const auto wait = [&]() -> Task<> { result = co_await loop.in_pool(blocking); };
  const auto turn = [&]() -> Task<> {
    turn_came.set_value();
    co_return;
  };
  boost::asio::co_spawn(loop.context(), wait(), boost::asio::detached);
  boost::asio::co_spawn(loop.context(), turn(), boost::asio::detached);
  loop.run_until([&] { return result.has_value(); });
  EXPECT_TRUE(*result) << result->error().message();
}

}  // namespace
}  // namespace mailtown
