// The policy `helo`.
#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

class HeloPolicy : public testing::Test {
 protected:
  HeloPolicy() {
    config.hostname = "mx1.example.com";
    config.local_domains = {"example.com"};
    resolver.add("mail.example.net", dns::AddressData{address("198.51.100.7")});
    resolver.break_zone("broken.example");
  }
  std::string say(const std::string& helo, const char* client = "198.51.100.7") {
    const auto policy = make_helo(config, resolver, clock);
    Facts facts = stranger();
    facts.client = address(client);
    facts.helo = helo;
    return told(ask(*policy, Stage::helo, facts));
  }

  config::Config config;
  HandResolver resolver;
  HandClock clock;
};

TEST_F(HeloPolicy, TakesAFullNameAndAsksNoDnsForIt) {
  EXPECT_EQ(say("mail.example.net"), "pass helo.fine");
  EXPECT_EQ(say("nowhere.example.net"), "pass helo.fine");
  EXPECT_TRUE(resolver.asked.empty());
}

TEST_F(HeloPolicy, WantsAFullName) {
  for (const char* helo : {"mail", "localhost", "198.51.100.7.", "a_b.example.net", "-a.example"}) {
    EXPECT_EQ(say(helo), "reject 550 5.5.2 helo.no-full-name") << helo;
  }
  config.helo.checks = {"literal", "own-name"};
  EXPECT_EQ(say("mail"), "pass helo.fine");
}

TEST_F(HeloPolicy, TakesALiteralOfTheClientOnly) {
  EXPECT_EQ(say("[198.51.100.7]"), "pass helo.fine");
  EXPECT_EQ(say("[198.51.100.8]"), "reject 550 5.7.1 helo.other-address");
  EXPECT_EQ(say("[IPv6:2001:db8::1]", "2001:db8::1"), "pass helo.fine");
  EXPECT_EQ(say("[IPv6:2001:db8::1]"), "reject 550 5.7.1 helo.other-address");
  EXPECT_EQ(say("[198.51.100"), "reject 550 5.5.2 helo.no-full-name");
  config.helo.checks = {"form"};
  EXPECT_EQ(say("[198.51.100.8]"), "pass helo.fine");
}

TEST_F(HeloPolicy, LetsNobodyTakeOurName) {
  EXPECT_EQ(say("MX1.example.com"), "reject 550 5.7.1 helo.our-name");
  EXPECT_EQ(say("example.com"), "reject 550 5.7.1 helo.our-name");
  EXPECT_EQ(say("mx1.example.com.example.net"), "pass helo.fine");
  config.helo.checks = {"form"};
  EXPECT_EQ(say("mx1.example.com"), "pass helo.fine");
}

TEST_F(HeloPolicy, WantsANameThatDnsKnowsIfItIsTold) {
  config.helo.checks = {"form", "resolves"};
  EXPECT_EQ(say("mail.example.net"), "pass helo.fine");
  EXPECT_EQ(say("nowhere.example.net"), "reject 550 5.7.1 helo.unknown-name");
  EXPECT_EQ(say("[198.51.100.7]"), "pass helo.fine") << "a literal is no name";
}

TEST_F(HeloPolicy, FailsOpenWhenDnsCannotSayAndSaysSo) {
  config.helo.checks = {"resolves"};
  EXPECT_EQ(say("mail.broken.example"), "pass helo.cannot-say");
  ASSERT_FALSE(resolver.deadlines.empty());
  EXPECT_LT(resolver.deadlines.front(), no_deadline);
}

}  // namespace
}  // namespace mailtown::policy
