// How an authority follows CNAME records (RFC 1034 §3.6.2, §4.3.2).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dns/answers.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AliasTest : public testing::Test {
 protected:
  AliasTest() {
    std::string chain;
    for (int i = 0; i < 40; ++i) {
      chain += "long" + std::to_string(i) + " CNAME long" + std::to_string(i + 1) + "\n";
    }
    zones.add(zone_of("example.org.",
                      "www CNAME web\nweb CNAME host\nhost A 192.0.2.80\n"
                      "gone CNAME nobody\nnotype CNAME ns\nother CNAME www.example.com.\n"
                      "away CNAME www.example.test.\nloop1 CNAME loop2\nloop2 CNAME loop1\n"
                      "self CNAME self\n*.wild CNAME host\nbranch NS ns.branch\n"
                      "ns.branch A 192.0.2.60\nout CNAME www.branch\n" +
                          chain));
    zones.add(zone_of("example.com.", "www A 198.51.100.80\n"));
  }
  Said ask(const std::string& about, RecordType type = RecordType::A) const {
    return dns::ask(zones, about, type);
  }
  Zones zones;
};

TEST_F(AliasTest, IsFollowedToItsEnd) {
  const auto said = ask("www.example.org");
  EXPECT_TRUE(said.message.authoritative);
  EXPECT_THAT(said.answer, ElementsAre("www.example.org. 3600 IN CNAME web.example.org.",
                                       "web.example.org. 3600 IN CNAME host.example.org.",
                                       "host.example.org. 3600 IN A 192.0.2.80"));
}

TEST_F(AliasTest, IsTheAnswerWhenItIsAskedFor) {
  EXPECT_THAT(ask("www.example.org", RecordType::CNAME).answer,
              ElementsAre("www.example.org. 3600 IN CNAME web.example.org."));
}

TEST_F(AliasTest, MayLeadIntoAnotherZoneOfTheSameServer) {
  EXPECT_THAT(ask("other.example.org").answer,
              ElementsAre("other.example.org. 3600 IN CNAME www.example.com.",
                          "www.example.com. 3600 IN A 198.51.100.80"));
}

TEST_F(AliasTest, EndsWhereTheServersKnowledgeEnds) {
  const auto said = ask("away.example.org");
  EXPECT_EQ(said.message.rcode, Rcode::no_error);
  EXPECT_TRUE(said.message.authoritative) << "about the alias (RFC 1035 §4.1.1)";
  EXPECT_THAT(said.answer, ElementsAre("away.example.org. 3600 IN CNAME www.example.test."));
  EXPECT_THAT(said.authority, IsEmpty());
  EXPECT_EQ(said.rule, "authority.alias-leaves");
}

TEST_F(AliasTest, GivesTheReferralThatItLeadsTo) {
  const auto said = ask("out.example.org");
  EXPECT_TRUE(said.message.authoritative);
  EXPECT_THAT(said.answer, ElementsAre("out.example.org. 3600 IN CNAME www.branch.example.org."));
  EXPECT_THAT(said.authority, ElementsAre("branch.example.org. 3600 IN NS ns.branch.example.org."));
}

TEST_F(AliasTest, HasTheRcodeOfItsEnd) {  // RFC 6604 §3
  const auto gone = ask("gone.example.org");
  EXPECT_EQ(gone.message.rcode, Rcode::name_error);
  EXPECT_EQ(gone.answer.size(), 1u);
  EXPECT_THAT(gone.authority, ElementsAre(HasSubstr(" SOA ")));
  const auto no_type = ask("notype.example.org", RecordType::MX);
  EXPECT_EQ(no_type.message.rcode, Rcode::no_error);
  EXPECT_THAT(no_type.authority, ElementsAre(HasSubstr(" SOA ")));
}

TEST_F(AliasTest, MayComeFromAWildcard) {
  EXPECT_THAT(ask("x.wild.example.org").answer,
              ElementsAre("x.wild.example.org. 3600 IN CNAME host.example.org.",
                          "host.example.org. 3600 IN A 192.0.2.80"));
}

TEST_F(AliasTest, CannotSendTheServerInCircles) {
  const auto two = ask("loop1.example.org");
  EXPECT_EQ(two.answer.size(), 2u);
  EXPECT_EQ(two.rule, "authority.alias-loop");
  EXPECT_EQ(ask("self.example.org").answer.size(), 1u);
  const auto endless = ask("long0.example.org");
  EXPECT_LE(endless.answer.size(), 20u) << "a chain of 40 is cut";
  EXPECT_EQ(endless.rule, "authority.alias-loop");
}

}  // namespace
}  // namespace mailtown::dns
