#include "config/forms.h"

#include <gtest/gtest.h>

#include "config/duration_text.h"
#include "config/nearest.h"

namespace mailtown::config {
namespace {

using namespace std::chrono_literals;

TEST(DurationText, TakesUnitsOneAfterTheOther) {
  EXPECT_EQ(parse_duration("90s"), 90s);
  EXPECT_EQ(parse_duration("5m"), 5min);
  EXPECT_EQ(parse_duration("250ms"), 250ms);
  EXPECT_EQ(parse_duration("1h30m"), 90min);
  EXPECT_EQ(parse_duration("5d"), 120h);
}

TEST(DurationText, RefusesAnythingElse) {
  for (const char* text : {"", "5", "m", "5x", "5 m", "-5m", "0s", "5m5", "1.5h", "99999999999s",
                           "200000d", "36500d36500d"}) {
    EXPECT_FALSE(parse_duration(text)) << "took '" << text << "'";
  }
}

TEST(Nearest, CountsLettersLeftOutPutInChangedAndSwapped) {
  EXPECT_EQ(edit_distance("smtp", "smtp"), 0u);
  EXPECT_EQ(edit_distance("smp", "smtp"), 1u);
  EXPECT_EQ(edit_distance("smttp", "smtp"), 1u);
  EXPECT_EQ(edit_distance("smtq", "smtp"), 1u);
  EXPECT_EQ(edit_distance("smpt", "smtp"), 1u);
  EXPECT_EQ(edit_distance("", "smtp"), 4u);
}

TEST(Nearest, SuggestsNothingThatIsFar) {
  const std::vector<std::string> known = {"smtp", "submission", "pop3", "dns"};
  EXPECT_EQ(nearest("pop", known), "pop3");
  EXPECT_EQ(nearest("submision", known), "submission");
  EXPECT_EQ(nearest("imap", known), std::nullopt);
  EXPECT_EQ(nearest(std::string(100'000, 'a'), known), std::nullopt);
}

TEST(Forms, PathsStayBelowTheirRoot) {
  EXPECT_TRUE(path_form().parse("."));
  EXPECT_TRUE(path_form().parse("a/b.toml"));
  for (const char* path : {"", "/etc", "a/../b", "..", "./a", "a//b", "a/"}) {
    EXPECT_FALSE(path_form().parse(path)) << "took '" << path << "'";
  }
}

TEST(Forms, DomainsAreNoLiteralsAndNoAddresses) {
  EXPECT_EQ(domain_form().parse("Example.ORG"), "example.org");
  for (const char* domain : {"", "a b", "[192.0.2.1]", "x@example.org", "-a.example.org"}) {
    EXPECT_FALSE(domain_form().parse(domain)) << "took '" << domain << "'";
  }
}

}  // namespace
}  // namespace mailtown::config
