#include "tests/unit/queue/manager_world.h"

namespace mailtown::queue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(ManagerTest, TriesAgainAfterTheWaitsOfTheSchedule) {
  delivery_.answer = [](const std::string&, int attempt) {
    return attempt < 5 ? deferred() : sent();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(2h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), ElementsAre(0, 60, 660, 1260, 1860));
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, AddsALittleByLot) {
  config_.delivery.jitter = 50;
  config_.delivery.warn_after = 400h;
  delivery_.answer = [](const std::string&, int) { return deferred(); };
  start({letter("A", {kozlov_}), letter("B", {petrov_})});
  world_.run_until(Instant(10h));
  const auto a = seconds_of("kozlov@example.com"), b = seconds_of("petrov@example.com");
  EXPECT_NE(a, b) << "they come back together";
  for (std::size_t i = 2; i < a.size(); ++i) {
    EXPECT_GE(a[i] - a[i - 1], 600);
    EXPECT_LE(a[i] - a[i - 1], 901);
  }
}

TEST_F(ManagerTest, SendsToNobodyTwice) {
  delivery_.answer = [](const std::string& recipient, int attempt) {
    return recipient == "kozlov@example.com" || attempt == 3 ? sent() : deferred();
  };
  start({letter("A", {kozlov_, petrov_})});
  world_.run_until(Instant(2h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(1));
  EXPECT_THAT(seconds_of("petrov@example.com"), SizeIs(3));
}

TEST_F(ManagerTest, SendsToNobodyTwiceAfterAPowerLoss) {
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "kozlov@example.com" ? sent() : deferred();
  };
  start({letter("A", {kozlov_, petrov_})});
  world_.run_until(Instant(30s));
  world_.power_loss(machine_);
  delivery_.tries.clear();
  manager_.reset();
  world_.restart(machine_);
  world_.run_until(Instant(40s));
  EXPECT_THAT(seconds_of("kozlov@example.com"), IsEmpty());
  EXPECT_THAT(seconds_of("petrov@example.com"), SizeIs(1));
}

TEST_F(ManagerTest, WithoutWaitsOneTryIsAll) {
  config_.delivery.retry = {};
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "kozlov@example.com" ? deferred() : sent();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(10h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(1));
  EXPECT_THAT(seconds_of("ivanov@example.org"), SizeIs(1)) << "the report";
}

TEST_F(ManagerTest, GivesUpWhenTheLettersTimeIsOver) {
  config_.delivery.retry = {1h};
  config_.delivery.give_up_after = 150min;
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "kozlov@example.com" ? deferred() : sent();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(10h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), ElementsAre(0, 3600, 7200, 9000))
      << "the last try is made when its time is over";
  EXPECT_THAT(reports(), HasSubstr("Status: 4.4.7"));
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, WarnsTheSenderOnceAndRemembersIt) {
  config_.delivery.warn_after = 15min;
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "kozlov@example.com" ? deferred() : sent();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(3h));
  EXPECT_EQ(count_events("warned"), 1);
  EXPECT_THAT(reports(), HasSubstr("Action: delayed"));
  EXPECT_THAT(reports(), HasSubstr("Will-Retry-Until: "));
  world_.power_loss(machine_);
  manager_.reset();
  world_.restart(machine_);
  world_.run_until(Instant(6h));
  EXPECT_EQ(count_events("warned"), 1) << "warned again after a restart";
}

TEST_F(ManagerTest, ReportsAFailureToTheSender) {
  delivery_.answer = [](const std::string& recipient, int) {
    auto attempt = recipient == "kozlov@example.com" ? failed() : sent();
    attempt.transcript = std::make_shared<const std::vector<std::string>>(
        std::vector<std::string>{">>> RCPT TO:<kozlov@example.com>", "<<< 550 5.1.1 No such user"});
    return attempt;
  };
  start({letter("A", {kozlov_, petrov_})});
  world_.run_until(Instant(1h));
  EXPECT_THAT(seconds_of("ivanov@example.org"), SizeIs(1));
  EXPECT_THAT(reports(), HasSubstr(">>> RCPT TO:<kozlov@example.com>\r\n<<< 550 5.1.1"));
  EXPECT_THAT(reports(), Not(HasSubstr("Final-Recipient: rfc822; petrov")));
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, TellsThePostmasterOfAReportThatFails) {
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "postmaster@example.org" ? sent() : failed();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(1h));
  EXPECT_THAT(seconds_of("ivanov@example.org"), SizeIs(1));
  EXPECT_THAT(seconds_of("postmaster@example.org"), SizeIs(1));
  EXPECT_THAT(reports(), HasSubstr("postmaster notice"));
}

TEST_F(ManagerTest, EndsWhereEvenThePostmasterCannotBeReached) {
  delivery_.answer = [](const std::string&, int) { return failed(); };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(24h));
  EXPECT_THAT(delivery_.tries, SizeIs(3)) << "the letter, its report, the postmaster's notice";
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, SendsReportsToThoseBehindAnAliasButKeepsThePostmastersAtHome) {
  config_.aliases["sales@example.org"] = {"kozlov@example.net"};
  config_.aliases["postmaster@example.org"] = {"kozlov@example.net"};
  delivery_.answer = [](const std::string& recipient, int) {
    return recipient == "postmaster@example.org" ? sent() : failed();
  };
  start({letter("A", {kozlov_}, {"sales", "example.org"})});
  world_.run_until(Instant(24h));
  EXPECT_THAT(seconds_of("sales@example.org"), IsEmpty());
  EXPECT_THAT(seconds_of("kozlov@example.net"), SizeIs(1)) << "and no circle of reports";
  EXPECT_THAT(seconds_of("postmaster@example.org"), SizeIs(1));
}

// The defect to guard against: the recipient counts as done and nobody ever hears of it.
TEST_F(ManagerTest, KeepsAFailureWhoseReportCannotBeStored) {
  delivery_.answer = [this](const std::string& recipient, int attempt) {
    if (recipient != "kozlov@example.com") return sent();
    if (attempt == 1) world_.disk(machine_).set_capacity(1);
    if (attempt == 2) world_.disk(machine_).set_capacity(1 << 20);
    return failed();
  };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(1h));
  EXPECT_EQ(count_events("unreported"), 1);
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(2));
  EXPECT_THAT(seconds_of("ivanov@example.org"), SizeIs(1)) << "the report, when it could be stored";
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, LimitsLettersToOneDestination) {
  config_.delivery.per_destination = 3;
  delivery_.takes = 1min;
  std::vector<Letter> letters;
  for (int i = 10; i < 30; ++i) letters.push_back(letter("L" + std::to_string(i), {kozlov_}));
  letters.push_back(letter("OTHER", {{"anna", "example.net"}}));
  start(std::move(letters));
  world_.run_until(Instant(30s));
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(3));
  EXPECT_THAT(seconds_of("anna@example.net"), ElementsAre(0)) << "must not wait for the others";
  world_.run_until(Instant(1h));
  EXPECT_EQ(delivery_.most_underway, 4);
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(20));
}

TEST_F(ManagerTest, LetsNobodyStarveBehindTwoDestinations) {
  config_.delivery.per_destination = 1;
  delivery_.takes = 1min;
  const Address anna{"anna", "example.net"};
  start({letter("A", {kozlov_}), letter("B", {kozlov_, anna}), letter("C", {anna}),
         letter("D", {kozlov_}), letter("E", {anna, kozlov_})});
  world_.run_until(Instant(1h));
  EXPECT_THAT(queued(), IsEmpty());
}

// --- the operator --------------------------------------------------------------------------------

TEST_F(ManagerTest, HoldsAndReleases) {
  delivery_.answer = [](const std::string&, int) { return deferred(); };
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(10s));
  operate([](QueueManager& manager) -> Task<> {
    const auto held = co_await manager.set_held("A", true);
    EXPECT_TRUE(held) << held.error().message();
    const auto none = co_await manager.set_held("NONE", true);
    EXPECT_FALSE(none);
  });
  world_.run_until(Instant(5h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(1));
  EXPECT_EQ(manager_->list().front().state, QueuedLetter::State::held);
  // Also after a restart.
  world_.power_loss(machine_);
  manager_.reset();
  world_.restart(machine_);
  world_.run_until(Instant(6h));
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(1));
  delivery_.answer = [](const std::string&, int) { return sent(); };
  operate([](QueueManager& manager) -> Task<> { (void)co_await manager.set_held("A", false); });
  EXPECT_THAT(seconds_of("kozlov@example.com"), SizeIs(2));
  EXPECT_THAT(queued(), IsEmpty());
}

TEST_F(ManagerTest, FlushesAndLists) {
  delivery_.answer = [](const std::string&, int) { return deferred(); };
  start({letter("A", {kozlov_}), letter("B", {petrov_})});
  world_.run_until(Instant(30s));
  const auto list = manager_->list();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].last_reply, "451 4.7.1 Not now");
  EXPECT_EQ(list[0].state, QueuedLetter::State::waiting);
  operate([](QueueManager& manager) -> Task<> {
    manager.flush();
    co_return;
  });
  EXPECT_THAT(seconds_of("kozlov@example.com"), ElementsAre(0, 30));
  EXPECT_THAT(seconds_of("petrov@example.com"), ElementsAre(0, 30));
}

TEST_F(ManagerTest, RemovesWithoutTellingAnybody) {
  delivery_.answer = [](const std::string&, int) { return failed(); };
  delivery_.takes = 10s;
  start({letter("A", {kozlov_})});
  world_.run_until(Instant(5s));
  operate([](QueueManager& manager) -> Task<> { (void)co_await manager.remove("A"); });
  world_.run_until(Instant(1h));
  EXPECT_THAT(queued(), IsEmpty());
  EXPECT_THAT(delivery_.tries, SizeIs(1)) << "a report went out";
  world_.power_loss(machine_);
  manager_.reset();
  world_.restart(machine_);
  world_.run_until(Instant(2h));
  EXPECT_THAT(queued(), IsEmpty()) << "it came back";
}

}  // namespace
}  // namespace mailtown::queue
