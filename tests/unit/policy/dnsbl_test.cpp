// The policy `dnsbl` (RFC 5782).
#include "tests/unit/policy/policy_test_kit.h"

namespace mailtown::policy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class DnsblPolicy : public testing::Test {
 protected:
  Decided<Verdict> judge(const char* client = "198.51.100.7") {
    const auto policy = make_dnsbl({zones}, resolver, clock);
    Facts facts;
    facts.client = address(client);
    return ask(*policy, Stage::connect, facts);
  }
  void list(const std::string& zone, const char* code = "127.0.0.2", const char* why = "") {
    const std::string name = "7.100.51.198." + zone;
    resolver.add(name, dns::AddressData{address(code)});
    if (*why != '\0') resolver.add(name, dns::TxtData{{why}});
  }

  std::vector<std::string> zones = {"bl.example.test"};
  HandResolver resolver;
  HandClock clock;
};

TEST_F(DnsblPolicy, AsksForTheReversedAddressBelowTheZone) {
  EXPECT_EQ(told(judge()), "pass dnsbl.not-listed");
  EXPECT_THAT(resolver.asked, ElementsAre("7.100.51.198.bl.example.test A"));
}

TEST_F(DnsblPolicy, AsksForIpv6NibbleByNibble) {  // RFC 5782 §2.4
  judge("2001:db8:1:2:3:4:567:89ab");
  EXPECT_THAT(resolver.asked,
              ElementsAre("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2."
                          "bl.example.test A"));
}

TEST_F(DnsblPolicy, RefusesWhoIsListedAndSaysWhy) {
  list("bl.example.test", "127.0.0.4", "open relay, see https://bl.example.test/198.51.100.7");
  const auto decided = judge();
  EXPECT_EQ(told(decided), "reject 554 5.7.1 dnsbl.listed");
  EXPECT_THAT(text_of(decided), HasSubstr("bl.example.test"));
  EXPECT_THAT(text_of(decided), HasSubstr("open relay, see https://"));
  EXPECT_THAT(decided.evidence.inputs, testing::Contains(Fact{"code", "127.0.0.4"}));
}

TEST_F(DnsblPolicy, ManagesWithoutAText) {
  list("bl.example.test");
  EXPECT_EQ(told(judge()), "reject 554 5.7.1 dnsbl.listed");
}

TEST_F(DnsblPolicy, PutsNoStrangeBytesIntoTheReply) {
  list("bl.example.test", "127.0.0.2", "a\r\n250 fine\x07");
  EXPECT_THAT(text_of(judge()), Not(testing::ContainsRegex("[\r\n\x07]")));
}

TEST_F(DnsblPolicy, KeepsTheReplyShort) {
  list("bl.example.test", "127.0.0.2", std::string(255, 'x').c_str());
  resolver.add("7.100.51.198.bl.example.test", dns::TxtData{{std::string(255, 'y')}});
  EXPECT_LE(text_of(judge()).size(), 510u);  // RFC 5321 §4.5.3.1.5
}

TEST_F(DnsblPolicy, TakesOnlyAnswersIn127) {  // RFC 5782 §2.3: else the zone was sold
  list("bl.example.test", "203.0.113.80");
  EXPECT_EQ(told(judge()), "pass dnsbl.not-listed");
}

TEST_F(DnsblPolicy, FailsOpenWhenTheZoneIsDownAndSaysSo) {
  resolver.break_zone("bl.example.test");
  EXPECT_EQ(told(judge()), "pass dnsbl.no-answer");
  ASSERT_EQ(resolver.deadlines.size(), 1u);
  EXPECT_LE(resolver.deadlines.front(), clock.now() + 10s) << "a slow list must not hold mail up";
}

TEST_F(DnsblPolicy, AsksTheNextListWhenOneIsDown) {
  zones = {"down.example", "bl.example.test"};
  resolver.break_zone("down.example");
  list("bl.example.test");
  EXPECT_EQ(told(judge()), "reject 554 5.7.1 dnsbl.listed");
}

TEST_F(DnsblPolicy, StopsAtTheFirstListThatKnowsTheClient) {
  zones = {"bl.example.test", "other.example"};
  list("bl.example.test");
  judge();
  EXPECT_THAT(resolver.asked, testing::Each(HasSubstr("bl.example.test")));
}

}  // namespace
}  // namespace mailtown::policy
