// The policy `greylist`, with its memory on a disk.
#include <functional>

#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

const std::string file = "greylist";

// One greylist on one disk, whose server may be started anew.
class Server {
 public:
  explicit Server(Platform& platform) : platform_(platform) {
    options.wait = 5min;
    options.window = 48h;
    options.keep = 35 * 24h;
    options.entries = 100;
    start();
  }
  void start() { policy_ = make_greylist(options, platform_.disk, clock, file); }

  Task<std::string> told_to(Facts facts) {
    const auto decided = co_await policy_->judge(Stage::rcpt, facts, Tracer());
    co_return told(decided);
  }
  Task<Decided<Verdict>> judge(Facts facts) {
    return policy_->judge(Stage::rcpt, facts_ = std::move(facts), Tracer());
  }
  void put(const std::string& text) {
    auto written = platform_.disk.open(file, OpenMode::append);
    ASSERT_TRUE(written);
    ASSERT_TRUE((*written)->append(text));
  }
  std::uint64_t file_bytes() {
    const auto info = platform_.disk.stat(file);
    return info ? info->size : 0;
  }

  config::Greylist options;
  HandClock clock;

 private:
  Platform& platform_;
  std::unique_ptr<Policy> policy_;
  Facts facts_;
};

// Plays `body` on a machine of its own.
void play(std::function<Task<>(Server&)> body) {
  sim::run_task<int>([&](Platform& platform) -> Task<int> {
    Server server(platform);
    co_await body(server);
    co_return 0;
  });
}

const std::string first = "defer 450 4.7.1 greylist.first-time",
                  early = "defer 450 4.7.1 greylist.too-early", again = "pass greylist.came-again";

// GCC 12 wants each awaited value named.
#define EXPECT_TOLD(facts, wanted)                            \
  do {                                                        \
    const std::string heard = co_await server.told_to(facts); \
    EXPECT_EQ(heard, wanted);                                 \
  } while (false)

TEST(Greylist, LetsInWhoComesAgainAfterTheWait) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.clock.pass(5min - 1s);
    EXPECT_TOLD(stranger(), early);
    server.clock.pass(1s);
    EXPECT_TOLD(stranger(), again);
    EXPECT_TOLD(stranger(), again);
  });
}

TEST(Greylist, SaysForHowLongToWait) {
  play([](Server& server) -> Task<> {
    auto decided = co_await server.judge(stranger());
    EXPECT_NE(text_of(decided).find("300 seconds"), std::string::npos) << text_of(decided);
    server.clock.pass(100s);
    decided = co_await server.judge(stranger());
    EXPECT_NE(text_of(decided).find("200 seconds"), std::string::npos) << text_of(decided);
  });
}

TEST(Greylist, ForgetsWhoComesTooLate) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.clock.pass(48h + 1s);
    EXPECT_TOLD(stranger(), first);
  });
}

TEST(Greylist, RemembersWhoHasWaitedForALongTime) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.clock.pass(1h);
    EXPECT_TOLD(stranger(), again);
    server.clock.pass(34 * 24h);
    EXPECT_TOLD(stranger(), again);
    server.clock.pass(35 * 24h + 1s);
    EXPECT_TOLD(stranger(), first);
  });
}

TEST(Greylist, AnyOfTheThreeMakesAStranger) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.clock.pass(1h);
    Facts other = stranger();
    other.sender.local = "petrov";
    EXPECT_TOLD(other, first);
    other = stranger();
    other.recipient.local = "petrov";
    EXPECT_TOLD(other, first);
    other = stranger();
    other.client = address("198.51.101.7");
    EXPECT_TOLD(other, first);
  });
}

TEST(Greylist, TakesAClientByItsNetwork) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    Facts v6 = stranger();
    v6.client = address("2001:db8:1:2::3");
    EXPECT_TOLD(v6, first);
    server.clock.pass(1h);
    Facts neighbour = stranger();
    neighbour.client = address("198.51.100.250");
    EXPECT_TOLD(neighbour, again);
    v6.client = address("2001:db8:1:2:ffff::1");
    EXPECT_TOLD(v6, again);
    v6.client = address("2001:db8:1:3::3");
    EXPECT_TOLD(v6, first);
  });
}

TEST(Greylist, SparesUsersAndKnowsBounces) {
  play([](Server& server) -> Task<> {
    Facts user = stranger();
    user.login = "kozlov@example.com";
    EXPECT_TOLD(user, "pass greylist.known-user");
    Facts bounce = stranger();
    bounce.sender = {};
    EXPECT_TOLD(bounce, first);
    server.clock.pass(1h);
    EXPECT_TOLD(bounce, again);
  });
}

TEST(Greylist, RemembersOverARestart) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.clock.pass(1h);
    server.start();
    EXPECT_TOLD(stranger(), again);
    server.start();
    server.clock.pass(20 * 24h);
    EXPECT_TOLD(stranger(), again);
  });
}

TEST(Greylist, LivesWithADamagedFile) {
  play([](Server& server) -> Task<> {
    EXPECT_TOLD(stranger(), first);
    server.put("nonsense\n\n1 2 3\n99999999999999999999 1 1 x\n-5 -5 1 y\n17");
    server.clock.pass(1h);
    server.start();
    EXPECT_TOLD(stranger(), again);
    // What stands after a torn line must not be lost with it.
    Facts other = stranger();
    other.sender.local = "petrov";
    EXPECT_TOLD(other, first);
    server.clock.pass(1h);
    server.start();
    EXPECT_TOLD(other, again);
  });
}

TEST(Greylist, IsBounded) {
  play([](Server& server) -> Task<> {
    for (int i = 0; i < 5000; ++i) {
      Facts each = stranger();
      each.sender.local = "u" + std::to_string(i);
      server.clock.pass(1s);
      co_await server.judge(each);
    }
    EXPECT_LT(server.file_bytes(), 200'000u);
    server.clock.pass(5min);
    Facts last = stranger();
    last.sender.local = "u4999";
    EXPECT_TOLD(last, again);
    last.sender.local = "u0";
    EXPECT_TOLD(last, first);
  });
}

}  // namespace
}  // namespace mailtown::policy
