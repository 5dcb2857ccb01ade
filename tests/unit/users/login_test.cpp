// The check that all protocols share: what it answers, what it counts, and that nobody gets more
// guesses by making them at once.
#include "users/login.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown::users {
namespace {

using namespace std::chrono_literals;
using testing::Each;

// Everybody's password is "secret"; it takes a second to find out.
class SlowDirectory : public Directory {
 public:
  explicit SlowDirectory(Clock& clock) : clock_(clock) {}
  Task<Decided<std::optional<Account>>> find(Address) override {
    co_return Decided<std::optional<Account>>{};
  }
  Task<Result<std::optional<Account>>> check_password(std::string login,
                                                      std::string password) override {
    ++asked;
    co_await clock_.sleep_until(clock_.in(1s));
    if (broken) co_return Failure{FailureKind::full, "planted"};
    if (password != "secret") co_return std::optional<Account>();
    Account account;
    account.login = login;
    co_return account;
  }
  Task<bool> may_send_as(Account, Address) override { co_return false; }

  int asked = 0;
  bool broken = false;

 private:
  Clock& clock_;
};

struct LoginTest : testing::Test {
  LoginTest() {
    config.local_domains = {"example.org"};
    config.lockout.failures = 3;
    config.lockout.time = 15min;
    const auto machine = world.add_machine({"mx.example.org", "example.org", {}});
    program = world.add_program(machine, "mda", [this](Platform& given) -> Task<> {
      platform = &given;
      directory = std::make_unique<SlowDirectory>(given.clock);
      check = make_login_check(*directory, config, given);
      co_await given.tasks.stop_requested();
    });
    world.run_until(world.now() + 1ms);
  }

  Task<> one(std::string login, std::string client, std::string password) {
    LoginAttempt attempt{.login = login,
                         .password = password,
                         .client = *IpAddress::parse(client),
                         .protocol = "imap"};
    const auto decided = co_await check->check(std::move(attempt));
    rules.push_back(decided.evidence.rule);
    for (const auto& fact : decided.evidence.inputs) {
      EXPECT_EQ(fact.value.find(password), std::string::npos) << fact.name;
    }
    EXPECT_EQ(decided.outcome.account.has_value(), decided.evidence.rule == "login.right");
    EXPECT_EQ(decided.outcome.locked_out, decided.evidence.rule == "login.locked-out");
  }
  void begin(const std::string& login, const std::string& client, const std::string& password) {
    platform->tasks.spawn("attempt", one(login, client, password));
  }
  // The rule of one attempt, waited for.
  std::string attempt(const std::string& login, const std::string& client,
                      const std::string& password) {
    begin(login, client, password);
    world.run_until(world.now() + 2s);
    return rules.back();
  }
  void fail(const std::string& login, const std::string& client, int times = 1) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(attempt(login, client, "guess"), "login.wrong");
  }

  config::Config config;
  sim::World world;
  sim::ProgramId program{};
  Platform* platform = nullptr;
  std::unique_ptr<SlowDirectory> directory;
  std::unique_ptr<LoginCheck> check;
  std::vector<std::string> rules;
};

TEST_F(LoginTest, LocksAnAddressThatTriesManyLogins) {
  fail("ivanov", "198.51.100.7");
  fail("petrov", "198.51.100.7");
  EXPECT_EQ(attempt("sidorov", "198.51.100.7", "secret"), "login.right");
  fail("sidorov", "198.51.100.7");
  EXPECT_EQ(attempt("kozlov", "198.51.100.7", "secret"), "login.locked-out");
  EXPECT_EQ(attempt("kozlov", "198.51.100.8", "secret"), "login.right");
}

TEST_F(LoginTest, LocksALoginThatManyAddressesTry) {
  fail("ivanov", "198.51.100.1");
  fail("ivanov", "198.51.100.2");
  fail("ivanov", "198.51.100.3");
  EXPECT_EQ(attempt("ivanov", "198.51.100.4", "secret"), "login.locked-out");
  EXPECT_EQ(attempt("petrov", "198.51.100.4", "secret"), "login.right");
}

TEST_F(LoginTest, CountsALoginInAllItsSpellingsAsOne) {
  fail("ivanov", "198.51.100.1");
  fail("Ivanov", "198.51.100.2");
  fail("ivanov@EXAMPLE.org", "198.51.100.3");
  EXPECT_EQ(attempt("ivanov", "198.51.100.4", "secret"), "login.locked-out");
}

TEST_F(LoginTest, DoesNotAskTheDirectoryBehindALockedDoor) {
  fail("ivanov", "198.51.100.7", 3);
  EXPECT_EQ(directory->asked, 3);
  EXPECT_EQ(attempt("ivanov", "198.51.100.7", "secret"), "login.locked-out");
  EXPECT_EQ(directory->asked, 3);
}

TEST_F(LoginTest, OpensAgainAfterItsTime) {
  fail("ivanov", "198.51.100.7", 3);
  world.run_until(world.now() + 14min);
  EXPECT_EQ(attempt("ivanov", "198.51.100.7", "secret"), "login.locked-out");
  world.run_until(world.now() + 1min);
  EXPECT_EQ(attempt("ivanov", "198.51.100.7", "secret"), "login.right");
}

TEST_F(LoginTest, TheRightPasswordClearsTheLoginOnly) {
  fail("ivanov", "198.51.100.7", 2);
  EXPECT_EQ(attempt("ivanov", "198.51.100.8", "secret"), "login.right");
  fail("ivanov", "198.51.100.9");
  EXPECT_EQ(attempt("ivanov", "198.51.100.9", "secret"), "login.right");
  // Else whoever has one login could guess at all others for ever.
  fail("petrov", "198.51.100.7");
  EXPECT_EQ(attempt("petrov", "198.51.100.7", "secret"), "login.locked-out");
}

TEST_F(LoginTest, GivesNoMoreGuessesToWhoMakesThemAtOnce) {
  for (int i = 0; i < 50; ++i) begin("ivanov", "198.51.100.7", "guess");
  world.run_until(world.now() + 10s);
  EXPECT_EQ(rules.size(), 50u);
  EXPECT_EQ(directory->asked, 3);
}

TEST_F(LoginTest, LetsManyClientsOfOneUserInAtOnce) {
  for (int i = 0; i < 10; ++i) begin("ivanov", "198.51.100.7", "secret");
  world.run_until(world.now() + 10s);
  EXPECT_EQ(rules.size(), 10u);
  EXPECT_THAT(rules, Each("login.right"));
}

TEST_F(LoginTest, ADirectoryThatCannotSayCountsAgainstNobody) {
  directory->broken = true;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(attempt("ivanov", "198.51.100.7", "secret"), "login.unavailable");
  }
  directory->broken = false;
  EXPECT_EQ(attempt("ivanov", "198.51.100.7", "secret"), "login.right");
}

}  // namespace
}  // namespace mailtown::users
