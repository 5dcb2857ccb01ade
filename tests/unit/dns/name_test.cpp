// Domain names: text, limits, comparisons, order.
#include "dns/name.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::dns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Name name(std::string_view text) {
  return Name::parse(text).value();
}

std::string why_not(std::string_view text) {
  const auto parsed = Name::parse(text);
  return parsed ? "it parses to " + parsed->to_string() : parsed.error().detail;
}

TEST(Name, PrintsWhatItParsed) {
  EXPECT_EQ(name("mx1.Example.org").to_string(), "mx1.Example.org") << "the case is kept";
  EXPECT_EQ(name("mx1.example.org.").to_string(), "mx1.example.org");
  EXPECT_EQ(name("mx1.example.org").to_absolute_string(), "mx1.example.org.");
  EXPECT_EQ(name(".").to_string(), ".");
  EXPECT_EQ(name(".").to_absolute_string(), ".");
  EXPECT_TRUE(name(".").is_root());
  EXPECT_THAT(name("mx1.example.org").labels(), ElementsAre("mx1", "example", "org"));
}

TEST(Name, ResolvesEscapes) {  // RFC 1035 §5.1
  EXPECT_THAT(name(R"(john\.smith.example.org)").labels(),
              ElementsAre("john.smith", "example", "org"));
  EXPECT_THAT(name(R"(a\046b.org)").labels(), ElementsAre("a.b", "org"));
  EXPECT_THAT(name(R"(a\\.org)").labels(), ElementsAre("a\\", "org"));
  EXPECT_THAT(name(R"(\000\255.org)").labels(), ElementsAre(std::string("\0\xff", 2), "org"));
  EXPECT_THAT(name(R"(end\.)").labels(), ElementsAre("end."));
}

TEST(Name, EscapesSoThatItsTextParsesToTheSameName) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string label = {'a', static_cast<char>(byte), 'b'};
    const auto built = Name::from_labels({label, "org"}).value();
    const auto again = Name::parse(built.to_string());
    ASSERT_TRUE(again) << byte;
    EXPECT_EQ(again->labels(), built.labels()) << byte;
  }
  const auto at = Name::from_labels({"@"}).value();
  EXPECT_EQ(name(at.to_string()).labels(), at.labels());
}

TEST(Name, SaysWhatIsWrong) {
  EXPECT_THAT(why_not(""), HasSubstr("missing"));
  EXPECT_THAT(why_not("a..org"), HasSubstr("empty label"));
  EXPECT_THAT(why_not(".org"), HasSubstr("empty label"));
  EXPECT_THAT(why_not(".."), HasSubstr("empty label"));
  EXPECT_THAT(why_not("a\\"), HasSubstr("escape"));
  EXPECT_THAT(why_not(R"(a\25)"), HasSubstr("escape"));
  EXPECT_THAT(why_not(R"(a\256)"), HasSubstr("escape"));
  EXPECT_THAT(why_not(R"(a\1x2)"), HasSubstr("escape"));
  EXPECT_THAT(why_not(std::string(64, 'a') + ".org"), HasSubstr("63"));
}

TEST(Name, KeepsToTheLimitsOfTheWire) {  // RFC 1035 §2.3.4
  EXPECT_TRUE(Name::parse(std::string(63, 'a')));
  // 3 * 64 + 62 + the root's zero = 255 bytes; one letter more is one too many.
  const std::string three =
      std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + ".";
  EXPECT_TRUE(Name::parse(three + std::string(61, 'd')));
  EXPECT_THAT(why_not(three + std::string(62, 'd')), HasSubstr("255"));
  std::string deep = "a";
  for (int i = 1; i < 127; ++i) deep += ".a";
  EXPECT_EQ(name(deep).label_count(), 127u);
  EXPECT_THAT(why_not(deep + ".a"), HasSubstr("255"));
}

TEST(Name, IsRelativeToAnOriginUnlessItEndsWithADot) {
  const Name origin = name("example.org");
  EXPECT_EQ(Name::parse_relative("mx1", origin).value(), name("mx1.example.org"));
  EXPECT_EQ(Name::parse_relative("mx1.", origin).value(), name("mx1"));
  EXPECT_EQ(Name::parse_relative("@", origin).value(), origin);
  EXPECT_EQ(Name::parse_relative(R"(\@)", origin).value().first_label(), "@");
  EXPECT_EQ(Name::parse_relative(R"(mx1\.)", origin).value().to_string(), R"(mx1\..example.org)");
  EXPECT_FALSE(Name::parse_relative(std::string(250, 'a'), origin));
}

TEST(Name, KnowsNoOriginWhenItIsParsedAlone) {
  EXPECT_THAT(name("@").labels(), ElementsAre("@"));
}

TEST(Name, IgnoresTheCaseOfAsciiLettersAlone) {  // RFC 4343
  EXPECT_EQ(name("MX1.Example.ORG"), name("mx1.example.org"));
  EXPECT_NE(name("mx1.example.org"), name("mx2.example.org"));
  EXPECT_NE(name(R"(\196.org)"), name(R"(\228.org)")) << "no letters of ISO 8859-1";
  EXPECT_NE(name("[.org"), name("{.org")) << "32 apart, but no letters";
  EXPECT_NE(Name::from_labels({"a.b"}).value(), name("a.b"));
}

TEST(Name, KnowsItsAncestors) {
  const Name host = name("mx1.Example.org");
  EXPECT_TRUE(host.is_subdomain_of(name("example.ORG")));
  EXPECT_TRUE(host.is_subdomain_of(host));
  EXPECT_TRUE(host.is_subdomain_of(Name()));
  EXPECT_FALSE(host.is_subdomain_of(name("ample.org"))) << "labels, not letters";
  EXPECT_FALSE(name("org").is_subdomain_of(name("example.org")));
  EXPECT_EQ(host.parent(), name("example.org"));
  EXPECT_EQ(host.last_labels(1), name("org"));
  EXPECT_TRUE(host.last_labels(0).is_root());
  EXPECT_EQ(host.last_labels(3), host);
}

TEST(Name, DoesNotTakeALabelsBytesForALabelsLength) {
  // The label "\003org" ends with the very bytes of the name org on the wire.
  const auto tricky = Name::from_labels({std::string("x\3org")}).value();
  EXPECT_FALSE(tricky.is_subdomain_of(name("org")));
}

TEST(Name, MovesBelowOtherNames) {
  EXPECT_EQ(name("example.org").child("www").value(), name("www.example.org"));
  EXPECT_EQ(Name().child("org").value(), name("org"));
  EXPECT_FALSE(name("example.org").child(""));
  EXPECT_FALSE(name("example.org").child(std::string(64, 'a')));
  EXPECT_EQ(name("a.b.example.org").moved(name("example.org"), name("test")).value(),
            name("a.b.test"));
}

TEST(Name, SortsCanonically) {  // the example of RFC 4034 §6.1
  const std::vector<std::string> sorted = {
      "example",   "a.example",       "yljkjljk.a.example", "Z.a.example",    "zABC.a.EXAMPLE",
      "z.example", "\\001.z.example", "*.z.example",        "\\200.z.example"};
  std::vector<Name> names;
  for (const auto& text : sorted) names.push_back(name(text));
  auto again = names;
  std::reverse(again.begin(), again.end());
  std::sort(again.begin(), again.end());
  EXPECT_EQ(again, names);
  EXPECT_TRUE((name("A.org") <=> name("a.ORG")) == 0);
}

TEST(ReverseName, TurnsAnAddressAround) {
  EXPECT_EQ(reverse_name(IpAddress::parse("192.0.2.1").value()).to_string(),
            "1.2.0.192.in-addr.arpa");
  EXPECT_EQ(reverse_name(IpAddress::parse("2001:db8::567:89ab").value()).to_string(),
            "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
      << "the example of RFC 3596 §2.5, in the range for documents";
}

}  // namespace
}  // namespace mailtown::dns
