// Master files (RFC 1035 §5): what they may look like, and what is said about mistakes.
#include "dns/zone_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> lines(const std::string& text) {
  const auto zone = parse_zone_file(text, "town.zone");
  EXPECT_THAT(zone.errors, IsEmpty());
  std::vector<std::string> all;
  for (const auto& located : zone.records) {
    all.push_back(std::to_string(located.line) + ": " + to_string(located.record));
  }
  return all;
}

std::vector<std::string> errors(const std::string& text) {
  return parse_zone_file(text, "town.zone").errors;
}

TEST(ZoneFile, ReadsEveryFormOfAnEntry) {
  EXPECT_THAT(lines("; the town's zone\n"
                    "$ORIGIN example.org.\n"
                    "$TTL 1h ; an hour\n"
                    "@ IN SOA ns1 hostmaster (\n"
                    "    2024010101 ; serial\n"
                    "    2h 15m 2w\n"
                    "    5m )\n"
                    "\n"
                    "        NS   ns1\n"
                    "\tIN 60 MX 10 mx1 ; class before time\n"
                    "        60 IN MX 20 mx2.example.com.\n"
                    "ns1     A    192.0.2.1\n"
                    "a.b     txt  \"two; words\" bare\n"
                    "\\@      A    192.0.2.9\n"),
              ElementsAre("4: example.org. 3600 IN SOA ns1.example.org. hostmaster.example.org. "
                          "2024010101 7200 900 1209600 300",
                          "9: example.org. 3600 IN NS ns1.example.org.",
                          "10: example.org. 60 IN MX 10 mx1.example.org.",
                          "11: example.org. 60 IN MX 20 mx2.example.com.",
                          "12: ns1.example.org. 3600 IN A 192.0.2.1",
                          R"(13: a.b.example.org. 3600 IN TXT "two; words" "bare")",
                          R"(14: \@.example.org. 3600 IN A 192.0.2.9)"));
}

TEST(ZoneFile, ChangesItsOriginOnTheWay) {
  EXPECT_THAT(lines("$ORIGIN org.\n$TTL 60\nexample NS ns\n$ORIGIN example\nns A 192.0.2.1\n"
                    "$origin com.\nns A 192.0.2.2\n  A 192.0.2.3\n$ORIGIN test.\n  A 192.0.2.4\n"),
              ElementsAre("3: example.org. 60 IN NS ns.org.",
                          "5: ns.example.org. 60 IN A 192.0.2.1", "7: ns.com. 60 IN A 192.0.2.2",
                          "8: ns.com. 60 IN A 192.0.2.3", "10: ns.com. 60 IN A 192.0.2.4"))
      << "a blank owner is the last one, whatever the origin is now";
}

TEST(ZoneFile, FindsATimeToLive) {  // RFC 2308 §4, RFC 1035 §5.1
  EXPECT_THAT(lines("a.test. 60 A 192.0.2.1\nb.test. A 192.0.2.2\n"
                    "$TTL 5\nc.test. A 192.0.2.3\nd.test. 70 A 192.0.2.4\ne.test. A 192.0.2.5\n"),
              ElementsAre("1: a.test. 60 IN A 192.0.2.1", "2: b.test. 60 IN A 192.0.2.2",
                          "4: c.test. 5 IN A 192.0.2.3", "5: d.test. 70 IN A 192.0.2.4",
                          "6: e.test. 5 IN A 192.0.2.5"));
  EXPECT_THAT(lines("test. SOA a.test. b.test. 1 2 3 4 55\na.test. A 192.0.2.1\n"),
              ElementsAre(HasSubstr("test. 55 IN SOA"), HasSubstr("a.test. 55 IN A")));
}

TEST(ZoneFile, LetsParenthesesAndQuotesHoldLinesTogether) {
  EXPECT_THAT(
      lines("$TTL 60\na.test. TXT ( \"one (\" ; a comment )\n \"two )\"\n)\n"
            "b.test. MX (10 a.test.)\n"),
      ElementsAre(R"-(2: a.test. 60 IN TXT "one (" "two )")-", "5: b.test. 60 IN MX 10 a.test."));
}

TEST(ZoneFile, TakesLineEndsOfOtherSystemsAndAMissingLastOne) {
  EXPECT_THAT(lines("$TTL 60\r\n\r\na.test. A 192.0.2.1\r\n \r\nb.test. A 192.0.2.2"),
              ElementsAre("3: a.test. 60 IN A 192.0.2.1", "5: b.test. 60 IN A 192.0.2.2"));
}

TEST(ZoneFile, CountsLinesAcrossEmptyParentheses) {
  EXPECT_THAT(lines("$TTL 60\n()\n\na.test. A 192.0.2.1\n"),
              ElementsAre("4: a.test. 60 IN A 192.0.2.1"));
}

TEST(ZoneFile, ReportsAllMistakesWithTheirLines) {
  EXPECT_THAT(
      errors("$TTL 1h\na.test. A 192.0.2.300\nb.test. A 192.0.2.1\nc.test. MXX 10 a.test.\n"),
      ElementsAre("town.zone:2: A record: '192.0.2.300' is no IPv4 address; a name goes "
                  "into a CNAME record",
                  "town.zone:4: 'MXX' is no record type; did you mean 'MX'?"));
}

struct Mistake {
  const char* text;
  const char* said;
};

class ZoneMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ZoneMistake, IsToldWithWhatWasMeant) {
  const auto said = errors(std::string("$TTL 60\n") + GetParam().text);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_THAT(said[0], StartsWith("town.zone:2: "));
  EXPECT_THAT(said[0], HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ZoneMistake,
    testing::Values(
        Mistake{"www A 192.0.2.1\n", "no $ORIGIN came before it; end it with a dot"},
        Mistake{"a.test. MX mx1.test.\n", "the preference before the mail host must be a number"},
        Mistake{"a.test. MX 10\n", "the mail host is missing"},
        Mistake{"a.test. MX 65536 b.test.\n", "from 0 to 65535"},
        Mistake{"a.test. MX 10 b.test. c.test.\n", "'c.test.' is too much"},
        Mistake{"a.test. MX 10 192.0.2.1\n", "a host's name, not an address"},
        Mistake{"a.test. A 2001:db8::1\n", "use AAAA for it"},
        Mistake{"a.test. AAAA 192.0.2.1\n", "use A for it"},
        Mistake{"a.test. TXT \"open\n", "quotation mark is missing"},
        Mistake{"a.test. TXT ( \"open\"\n\n", "the '(' of line 2 is never closed"},
        Mistake{"a.test. A 192.0.2.1 )\n", "')' without '('"},
        Mistake{"a..test. A 192.0.2.1\n", "empty label"},
        Mistake{"\"a.test.\" A 192.0.2.1\n", "without quotes"},
        Mistake{"  A 192.0.2.1\n", "takes the name of the line before, but there is none"},
        Mistake{"a.test. CH A 192.0.2.1\n", "only IN is served"},
        Mistake{"a.test. 60\n", "a record type is missing"},
        Mistake{"a.test. OPT \\# 0\n", "do not stand in zones"},
        Mistake{"a.test. ANY 192.0.2.1\n", "do not stand in zones"},
        Mistake{"a.test. TYPE65280 hello\n", "\\# LENGTH HEX"},
        Mistake{"a.test. TYPE65280 \\# 2 00\n", "2 bytes are announced, 2 hexadecimal digits"},
        Mistake{"a.test. TYPE65280 \\# 1 0g\n", "not hexadecimal"},
        Mistake{"a.test. A \\# 3 000000\n", "these bytes are no such record"},
        Mistake{"a.test. SOA a.test. b.test. 1 2 3 4\n", "the time for negative answers"},
        Mistake{"a.test. SOA a.test. b.test. -1 2 3 4 5\n", "the serial number"},
        Mistake{"$INCLUDE other.zone\n", "$INCLUDE is not supported"},
        Mistake{"$GENERATE 1-9 a A 192.0.2.$\n", "'$GENERATE' is unknown"},
        Mistake{"$ORIGIN\n", "exactly one value"},
        Mistake{"$ORIGIN test\n", "no $ORIGIN came before it"},
        Mistake{"$TTL soon\n", "'soon' is no time"}));

TEST(ZoneFile, RefusesATextTooLongForTheWire) {
  EXPECT_THAT(errors("$TTL 60\na.test. TXT " + std::string(256, 'a') + "\n"),
              ElementsAre(HasSubstr("cut it into several of at most 255")));
  EXPECT_EQ(lines("$TTL 60\na.test. TXT " + std::string(255, 'a') + "\n").size(), 1u);
}

}  // namespace
}  // namespace mailtown::dns
