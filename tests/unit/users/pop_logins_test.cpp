#include "users/pop_logins.h"

#include <functional>

#include <gtest/gtest.h>

#include "simulator/world/run_task.h"

namespace mailtown::users {
namespace {

using namespace std::chrono_literals;

const std::string path = "data/pop-logins";
const IpAddress home = IpAddress::v4({203, 0, 113, 7});
const IpAddress other = IpAddress::v4({203, 0, 113, 8});

// Runs `body` on an empty disk.
template <class T>
T on_a_machine(std::function<Task<T>(Platform&)> body) {
  return sim::run_task<T>(std::move(body));
}

using Since = std::optional<Duration>;

Since since(Platform& platform, const IpAddress& client) {
  return since_pop_login(platform.disk, path, client, platform.clock.wall());
}

void put(Platform& platform, const std::string& text) {
  ASSERT_TRUE(platform.disk.make_folder("data"));
  auto file = platform.disk.open(path, OpenMode::append);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->append(text));
}

long seconds_now(Platform& platform) {
  return std::chrono::floor<std::chrono::seconds>(platform.clock.wall()).time_since_epoch().count();
}

TEST(PopLogins, TellsHowLongAgoAnAddressLoggedIn) {
  const auto told =
      on_a_machine<std::vector<Since>>([](Platform& platform) -> Task<std::vector<Since>> {
        PopLogins logins(platform.disk, platform.clock, path, 1h);
        std::vector<Since> seen = {since(platform, home)};
        EXPECT_TRUE(logins.record(home));
        const Instant later = platform.clock.in(10min);
        co_await platform.clock.sleep_until(later);
        seen.push_back(since(platform, home));
        seen.push_back(since(platform, other));
        EXPECT_TRUE(logins.record(home));
        seen.push_back(since(platform, home));
        co_return seen;
      });
  EXPECT_EQ(told, (std::vector<Since>{std::nullopt, 10min, std::nullopt, 0s}));
}

TEST(PopLogins, SurvivesARestartOfItsWriter) {
  const auto told = on_a_machine<Since>([](Platform& platform) -> Task<Since> {
    EXPECT_TRUE(PopLogins(platform.disk, platform.clock, path, 1h).record(home));
    EXPECT_TRUE(PopLogins(platform.disk, platform.clock, path, 1h).record(other));
    co_return since(platform, home);
  });
  EXPECT_EQ(told, Since(0s));
}

TEST(PopLogins, PassesOverWhatIsTornOrNonsense) {
  const auto told =
      on_a_machine<std::vector<Since>>([](Platform& platform) -> Task<std::vector<Since>> {
        const auto now = seconds_now(platform);
        put(platform, "nonsense\n192.0.2.1\n192.0.2.999 5\n" + other.to_string() + " " +
                          std::to_string(now - 60) + "x\n" + home.to_string() + " " +
                          std::to_string(now - 60));  // no line end
        std::vector<Since> seen = {since(platform, home), since(platform, other)};
        // The next writer begins a line of its own.
        EXPECT_TRUE(PopLogins(platform.disk, platform.clock, path, 1h).record(other));
        seen.push_back(since(platform, other));
        co_return seen;
      });
  EXPECT_EQ(told, (std::vector<Since>{std::nullopt, std::nullopt, 0s}));
}

TEST(PopLogins, ALoginOfTheFutureProvesNothing) {
  const auto told = on_a_machine<Since>([](Platform& platform) -> Task<Since> {
    put(platform, home.to_string() + " " + std::to_string(seconds_now(platform) + 60) + "\n");
    co_return since(platform, home);
  });
  EXPECT_EQ(told, std::nullopt);
}

TEST(PopLogins, StaysSmall) {
  const auto size = on_a_machine<std::uint64_t>([](Platform& platform) -> Task<std::uint64_t> {
    PopLogins logins(platform.disk, platform.clock, path, 1h);
    for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(logins.record(home));
    EXPECT_EQ(since(platform, home), Since(0s));
    const auto info = platform.disk.stat(path);
    co_return info ? info->size : 0;
  });
  EXPECT_GT(size, 0u);
  EXPECT_LT(size, 70'000u);
}

}  // namespace
}  // namespace mailtown::users
