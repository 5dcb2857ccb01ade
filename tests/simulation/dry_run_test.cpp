// mailtown route and mailtown explain, from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/child.h"

namespace mailtown {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Finished mailtown(const std::string& arguments) {
  return shell(std::string("LC_ALL=C ") + MAILTOWN_PROGRAM + " " + arguments);
}

TEST(Route, TellsTheHostsAndEveryReason) {
  const Finished told = mailtown("route kozlov@example.com first-letter --at mail.example.org");
  EXPECT_EQ(told.code, 0) << told.output;
  EXPECT_THAT(told.output,
              AllOf(HasSubstr("The MX records of example.com name its mail hosts"),
                    HasSubstr("RFC 5321 §5.1"), HasSubstr("mx1.example.com[198.51.100.1]:25")));
}

TEST(Route, TellsTheMailboxOfAUserAtHome) {
  const Finished told =
      mailtown("route ivanov+news@example.org first-letter --at mail.example.org");
  EXPECT_EQ(told.code, 0) << told.output;
  EXPECT_THAT(told.output, AllOf(HasSubstr("is a subaddress"), HasSubstr("example.org/ivanov")));
  EXPECT_THAT(mailtown("route sidorov@example.org first-letter --at mail.example.org").output,
              HasSubstr("sidorov@example.org: is refused"));
}

TEST(Route, TakesTheConfigurationOfTheScenario) {
  const Finished told = mailtown(
      "route kozlov@example.com first-letter --at mail.example.org --set "
      "'domain.\"example.org\".machines.mail={roles=[\"mta\",\"mda\"],config={route=[{domain=\"*\","
      "host=\"[mx1.example.com]\",port=2525}]}}'");
  EXPECT_EQ(told.code, 0) << told.output;
  EXPECT_THAT(told.output, AllOf(HasSubstr("smart host"), HasSubstr("]:2525"),
                                 HasSubstr("MX records of example.com do not count")));
}

TEST(Route, SpeaksRussian) {
  EXPECT_THAT(
      mailtown("route kozlov@example.com first-letter --at mail.example.org --lang ru").output,
      HasSubstr("Пробуют по порядку"));
}

TEST(Route, SaysWhatIsWrongAndHowToMendIt) {
  Finished told = mailtown("route kozlov first-letter --at mail.example.org");
  EXPECT_EQ(told.code, 2);
  EXPECT_THAT(told.output, HasSubstr("'kozlov' is no mail address; write one such as"));
  told = mailtown("route kozlov@example.com first-letter");
  EXPECT_EQ(told.code, 2);
  EXPECT_THAT(told.output, HasSubstr("Add --at with one of"));
  told = mailtown("route kozlov@example.com first-letter --at mial.example.org");
  EXPECT_EQ(told.code, 2);
  EXPECT_THAT(told.output,
              AllOf(HasSubstr("no machine 'mial.example.org'"), HasSubstr("mx1.example.com")));
  told = mailtown("route kozlov@example.com first-letter --at ns1.example.org");
  EXPECT_EQ(told.code, 2) << "a machine without mta";
  told = mailtown("route kozlov@example.com first-leter --at mail.example.org");
  EXPECT_EQ(told.code, 2);
  EXPECT_THAT(told.output, HasSubstr("first-letter"));
  told = mailtown("route kozlov@example.com first-letter --at mail.example.org --after soon");
  EXPECT_EQ(told.code, 2);
}

TEST(Explain, GivesTheEvidenceOfAStep) {
  const Finished told = mailtown("explain first-letter 1");
  EXPECT_EQ(told.code, 0) << told.output;
  EXPECT_THAT(told.output, HasSubstr("Step 1"));
  EXPECT_THAT(mailtown("explain first-letter 1 --lang ru").output, Not(HasSubstr("Step 1")));
}

TEST(Explain, SaysWhichStepsThereAre) {
  for (const char* step : {"0", "999999"}) {
    const Finished told = mailtown(std::string("explain first-letter ") + step);
    EXPECT_EQ(told.code, 2);
    EXPECT_THAT(told.output, HasSubstr("the run has the steps 1 to"));
  }
  EXPECT_EQ(mailtown("explain first-letter many").code, 2);
}

}  // namespace
}  // namespace mailtown
