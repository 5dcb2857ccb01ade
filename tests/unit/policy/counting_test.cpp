// The policies that count: rate, tarpit; and Tally, which counts for them.
#include "tally/client_key.h"
#include "tally/tally.h"
#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

// --- Tally ---------------------------------------------------------------------------------------

TEST(Tally, CountsEachKeyForItsTime) {
  HandClock clock;
  Tally tally(1h, Tally::Counts::from_first);
  EXPECT_EQ(tally.add("a", clock.now()), 1u);
  clock.pass(40min);
  EXPECT_EQ(tally.add("a", clock.now()), 2u);
  EXPECT_EQ(tally.add("b", clock.now()), 1u);
  clock.pass(20min);  // an hour after a's first
  EXPECT_EQ(tally.count("a", clock.now()), 0u);
  EXPECT_EQ(tally.count("b", clock.now()), 1u);
}

TEST(Tally, MayCountItsTimeFromTheLast) {
  HandClock clock;
  Tally tally(1h, Tally::Counts::from_last);
  for (int i = 0; i < 10; ++i) {
    tally.add("a", clock.now());
    clock.pass(59min);
  }
  EXPECT_EQ(tally.count("a", clock.now()), 10u);
  clock.pass(1min);
  EXPECT_EQ(tally.count("a", clock.now()), 0u);
}

TEST(Tally, ForgetsTheOldestWhenItIsFull) {
  HandClock clock;
  Tally tally(1h, Tally::Counts::from_first, 3);
  for (const char* key : {"a", "b", "c", "d"}) {
    tally.add(key, clock.now());
    clock.pass(1s);
  }
  EXPECT_EQ(tally.count("a", clock.now()), 0u);
  EXPECT_EQ(tally.count("b", clock.now()), 1u);
  EXPECT_EQ(tally.count("d", clock.now()), 1u);
}

TEST(Tally, ForgetsWhatItIsToldTo) {
  HandClock clock;
  Tally tally(1h, Tally::Counts::from_last);
  tally.add("a", clock.now());
  tally.forget("a");
  tally.forget("never seen");
  EXPECT_EQ(tally.count("a", clock.now()), 0u);
}

// --- who is one client ---------------------------------------------------------------------------

TEST(ClientKey, IsTheAddressOrItsNetwork) {
  EXPECT_EQ(client_key(address("198.51.100.7")), "198.51.100.7");
  EXPECT_EQ(client_key(address("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
  EXPECT_EQ(network_around(address("198.51.103.7"), 22).to_string(), "198.51.100.0/22");
  EXPECT_EQ(network_around(address("198.51.103.7"), 32).to_string(), "198.51.103.7/32");
  EXPECT_EQ(network_around(address("198.51.103.7"), 0).to_string(), "0.0.0.0/0");
}

// --- rate ----------------------------------------------------------------------------------------

class RatePolicy : public testing::Test {
 protected:
  RatePolicy() {
    config::Rate options;
    options.window = 1h;
    options.connections = 2;
    options.letters = 3;
    options.recipients = 4;
    policy = make_rate(options, clock);
  }
  // How often in a row the stage is passed, up to ten times.
  int passed(Stage stage, const Facts& facts) {
    int count = 0;
    while (count < 10 && ask(*policy, stage, facts).outcome.ruling == Ruling::pass) ++count;
    return count;
  }

  HandClock clock;
  std::unique_ptr<Policy> policy;
};

TEST_F(RatePolicy, LimitsConnectionsLettersAndRecipientsApart) {
  EXPECT_EQ(passed(Stage::connect, stranger()), 2);
  EXPECT_EQ(passed(Stage::mail, stranger()), 3);
  EXPECT_EQ(passed(Stage::rcpt, stranger()), 4);
}

TEST_F(RatePolicy, AsksWhoIsOverTheLimitToComeLater) {
  passed(Stage::mail, stranger());
  EXPECT_EQ(told(ask(*policy, Stage::mail, stranger())), "defer 450 4.7.1 rate.over");
  clock.pass(1h);
  EXPECT_EQ(told(ask(*policy, Stage::mail, stranger())), "pass rate.within");
}

TEST_F(RatePolicy, CountsEachClientApart) {
  passed(Stage::mail, stranger());
  Facts other = stranger();
  other.client = address("198.51.100.8");
  EXPECT_EQ(passed(Stage::mail, other), 3);
}

TEST_F(RatePolicy, TakesANetworkOf64BitsForOneClient) {
  Facts client = stranger();
  client.client = address("2001:db8:1:2::3");
  EXPECT_EQ(passed(Stage::mail, client), 3);
  client.client = address("2001:db8:1:2:ffff::4");
  EXPECT_EQ(passed(Stage::mail, client), 0);
  client.client = address("2001:db8:1:3::3");
  EXPECT_EQ(passed(Stage::mail, client), 3);
}

TEST_F(RatePolicy, CountsALoginWhereverItComesFrom) {
  Facts user = stranger();
  user.login = "ivanov@example.org";
  EXPECT_EQ(passed(Stage::mail, user), 3);
  user.client = address("198.51.100.8");
  EXPECT_EQ(passed(Stage::mail, user), 0);
}

// --- tarpit --------------------------------------------------------------------------------------

class TarpitPolicy : public testing::Test {
 protected:
  TarpitPolicy() {
    config::Tarpit options;
    options.after = 1;
    options.step = 5s;
    options.most = 12s;
    options.forget = 1h;
    policy = make_tarpit(options, clock);
  }
  // For how long the next command waits.
  Duration wait() {
    const auto decided = ask(*policy, Stage::rcpt, stranger());
    const bool delays = decided.outcome.ruling == Ruling::delay;
    EXPECT_EQ(decided.evidence.rule, delays ? "tarpit.slowed" : "tarpit.clean");
    return decided.outcome.wait;
  }
  void err() { policy->note(Happening::refused, stranger()); }

  HandClock clock;
  std::unique_ptr<Policy> policy;
};

TEST_F(TarpitPolicy, SlowsDownMoreWithEachRefusal) {
  EXPECT_EQ(wait(), 0s);
  err();
  EXPECT_EQ(wait(), 0s) << "the first costs nothing";
  err();
  EXPECT_EQ(wait(), 5s);
  err();
  EXPECT_EQ(wait(), 10s);
  err();
  EXPECT_EQ(wait(), 12s) << "never more than `most`";
  for (int i = 0; i < 10'000; ++i) err();
  EXPECT_EQ(wait(), 12s);
}

TEST_F(TarpitPolicy, ForgetsAndSparesOthers) {
  for (int i = 0; i < 5; ++i) err();
  Facts other = stranger();
  other.client = address("198.51.100.8");
  EXPECT_EQ(ask(*policy, Stage::rcpt, other).outcome.ruling, Ruling::pass);
  clock.pass(1h);
  EXPECT_EQ(wait(), 0s);
}

// --- size ----------------------------------------------------------------------------------------

TEST(SizePolicy, LimitsStrangersAndSparesUsers) {
  config::Size options;
  options.stranger_bytes = 1000;
  const auto policy = make_size(options);
  Facts facts = stranger();
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "pass size.fine") << "nothing was declared";
  facts.declared_bytes = 1000;
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "pass size.fine");
  facts.declared_bytes = 1001;
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "reject 552 5.3.4 size.too-large");
  facts.login = "ivanov@example.org";
  EXPECT_EQ(told(ask(*policy, Stage::mail, facts)), "pass size.fine");
}

TEST(SizePolicy, LimitsTheTextOfWhoDeclaresNothing) {
  config::Size options;
  options.stranger_bytes = 1000;
  const auto policy = make_size(options);
  Facts facts = stranger();
  EXPECT_EQ(ask(*policy, Stage::data, facts).outcome.message_bytes_max, 1000u);
  facts.login = "ivanov@example.org";
  EXPECT_EQ(ask(*policy, Stage::data, facts).outcome.message_bytes_max, 0u);
}

}  // namespace
}  // namespace mailtown::policy
