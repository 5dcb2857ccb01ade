// Whether records make a zone, and what is said when they do not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/dns/answers.h"

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* head =
    "$ORIGIN example.org.\n$TTL 1h\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.53\n";  // 5 lines

std::vector<std::string> errors(const std::string& text) {
  const auto loaded = load_zone(text, "town.zone");
  EXPECT_EQ(loaded.zone.has_value(), loaded.errors.empty());
  return loaded.errors;
}

TEST(ZoneCheck, TakesASoundZone) {
  const auto loaded = load_zone(std::string(head) + "ns A 192.0.2.53\nns A 192.0.2.54\n", "z");
  EXPECT_THAT(loaded.errors, IsEmpty());
  ASSERT_TRUE(loaded.zone);
  EXPECT_EQ(loaded.zone->apex(), name("example.org"));
  EXPECT_EQ(loaded.zone->soa().ttl, 3600u);
  EXPECT_EQ(loaded.zone->find(name("NS.example.org"), RecordType::A)->size(), 2u)
      << "a record given twice counts once (RFC 2181 §5)";
}

TEST(ZoneCheck, WantsOneSoaRecordAndNameservers) {
  EXPECT_THAT(errors("$TTL 1h\nexample.org. NS ns.example.org.\n"),
              ElementsAre("town.zone:1: the zone has no SOA record"));
  EXPECT_THAT(errors(std::string(head) + "www SOA ns h 1 2 3 4 5\n"),
              ElementsAre(HasSubstr("town.zone:6: a second SOA record; the first is in line 3")));
  EXPECT_THAT(errors("$ORIGIN example.org.\n$TTL 1h\n@ SOA ns h 1 2 3 4 5\n"),
              ElementsAre("town.zone:3: example.org has no NS record"));
  EXPECT_THAT(errors(""), ElementsAre("town.zone:1: the zone has no SOA record"));
}

TEST(ZoneCheck, LeavesAnAliasAlone) {  // RFC 1034 §3.6.2
  const auto both = errors(std::string(head) + "www CNAME ns\nwww A 192.0.2.1\n");
  EXPECT_THAT(both, ElementsAre(HasSubstr("town.zone:6: www.example.org has a CNAME")));
  EXPECT_THAT(errors(std::string(head) + "www CNAME ns\nwww CNAME other\n"),
              testing::Each(HasSubstr("may have no other record")));
  EXPECT_THAT(errors(std::string(head) + "@ CNAME ns\n"), ElementsAre(StartsWith("town.zone:6:")));
}

TEST(ZoneCheck, KeepsToItsOwnNames) {
  EXPECT_THAT(errors(std::string(head) + "www.example.com. A 192.0.2.1\n"),
              ElementsAre("town.zone:6: www.example.com is outside the zone example.org"));
}

TEST(ZoneCheck, WantsOneTimeToLiveForARecordSet) {  // RFC 2181 §5.2
  EXPECT_THAT(errors(std::string(head) + "ns 60 A 192.0.2.54\n"),
              ElementsAre(HasSubstr("town.zone:6: the A records of ns.example.org have different "
                                    "times to live (3600 and 60)")));
}

TEST(ZoneCheck, SuspectsAForgottenFinalDot) {
  EXPECT_THAT(errors(std::string(head) + "@ MX 10 mx.example.org\n"),
              ElementsAre(HasSubstr("town.zone:6: mx.example.org.example.org repeats the zone's "
                                    "name; did you mean 'mx.example.org.', with a final dot?")));
  EXPECT_THAT(errors(std::string(head) + "mx.example.org A 192.0.2.1\n"),
              ElementsAre(HasSubstr("did you mean 'mx.example.org.'")));
}

TEST(ZoneCheck, FindsWhatExists) {
  const auto zone = zone_of("example.org.", "a.b.c A 192.0.2.1\nbc A 192.0.2.2\n");
  EXPECT_TRUE(zone.exists(name("example.org")));
  EXPECT_TRUE(zone.exists(name("b.c.example.org")));
  EXPECT_TRUE(zone.exists(name("c.example.org")));
  EXPECT_FALSE(zone.exists(name("x.c.example.org")));
  EXPECT_FALSE(zone.exists(name("b.example.org")));
  EXPECT_EQ(zone.find(name("c.example.org")), nullptr);
}

TEST(ZonesOfAServer, HaveEachNameOnce) {
  Zones zones;
  EXPECT_TRUE(zones.add(zone_of("example.org.", "")));
  EXPECT_FALSE(zones.add(zone_of("Example.ORG.", "")));
  EXPECT_EQ(zones.zone_of(name("example.com")), nullptr);
  EXPECT_EQ(zones.zone_of(name("a.b.example.org"))->apex(), name("example.org"));
}

}  // namespace
}  // namespace mailtown::dns
