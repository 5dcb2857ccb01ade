// Every scenario of the repository comes true in the simulated world, twice the same; and its
// expectations notice when the mechanism that it shows is off.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/scenario_runs.h"
#include "trace/json_codec.h"

namespace mailtown::run {
namespace {

class EveryScenario : public testing::TestWithParam<std::string> {};

TEST_P(EveryScenario, ComesTrue) {
  const auto scenario = load(GetParam());
  const auto result = simulated(scenario);
  EXPECT_EQ(failures(scenario, result.trace), "");
  EXPECT_THAT(result.defects, testing::IsEmpty());
  EXPECT_TRUE(result.ended) << "something still went on at the horizon";
  EXPECT_FALSE(scenario.expectations.empty());
  EXPECT_FALSE(scenario.beats.empty()) << "there is no moment to talk about";
}

TEST_P(EveryScenario, GivesTheSameTraceTwice) {
  const auto scenario = load(GetParam());
  const std::string first = file_of(simulated(scenario).trace);
  EXPECT_TRUE(first == file_of(simulated(scenario).trace)) << "the traces differ";
}

TEST_P(EveryScenario, ComesTrueWithOtherSeeds) {
  for (const char* seed : {"seed=2", "seed=77", "seed=123456789"}) {
    const auto scenario = load(GetParam(), {seed});
    EXPECT_EQ(failures(scenario, simulated(scenario).trace), "") << seed;
  }
}

// A check that cannot fail is no check: with its mechanism off, each scenario notices.
TEST_P(EveryScenario, FailsWithoutWhatItShows) {
  const auto whole = load(GetParam());
  ASSERT_FALSE(whole.without.empty()) << "say in 'without' how to switch the mechanism off";
  const auto scenario = load(GetParam(), whole.without);
  const auto result = simulated(scenario);
  std::vector<std::string> expectations;  // a missed beat alone would not be enough
  for (const Failed& failed : judge(scenario, result.trace))
    if (failed.key != "expect.beat") expectations.push_back(failed.expected);
  EXPECT_THAT(expectations, testing::Not(testing::IsEmpty()));
  EXPECT_THAT(result.defects, testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Repository, EveryScenario, testing::ValuesIn(scenario_names()),
                         [](const auto& info) { return test_name(info.param); });

TEST(Header, NamesTheUsersAndNoSecret) {
  const auto scenario = load("quota-full");
  const trace::Trace trace = simulated(scenario).trace;
  std::vector<std::string> limited;
  for (const trace::MachineInfo& machine : trace.header.machines) {
    for (const trace::UserInfo& user : machine.users) {
      if (user.quota_bytes != 0) limited.push_back(user.login);
    }
  }
  EXPECT_THAT(limited, testing::Not(testing::IsEmpty()));
  std::string head;
  trace::append_header(head, trace.header);
  for (const auto& domain : scenario.domains) {
    for (const auto& user : domain.users) {
      EXPECT_EQ(head.find("\"" + user.password + "\""), head.npos) << user.login;
    }
  }
  EXPECT_EQ(head.find("scrypt"), head.npos);
}

// --- the mechanism is off, and the expectations say so -------------------------------------------

struct Sabotage {
  std::string name, scenario;
  std::vector<std::string> changes;
  std::string more;    // further lines of the scenario
  std::string notice;  // must be among what failed
};

class Sabotaged : public testing::TestWithParam<Sabotage> {};

TEST_P(Sabotaged, IsNoticed) {
  const Sabotage& sabotage = GetParam();
  const auto scenario = load(sabotage.scenario, sabotage.changes, sabotage.more);
  const auto result = simulated(scenario);
  EXPECT_THAT(failures(scenario, result.trace), testing::HasSubstr(sabotage.notice));
  EXPECT_THAT(result.defects, testing::IsEmpty()) << "trouble in a scenario is no bug of ours";
}

std::string kill(const std::string& machine, const std::string& program) {
  return "\n[[do]]\nat = \"10:00:01\"\nkill = { machine = \"" + machine + "\", program = \"" +
         program + "\" }\n";
}

std::string down(const std::string& machine) {
  return "\n[[fault]]\nat = \"" + machine + "\"\ndown = true\n";
}

INSTANTIATE_TEST_SUITE_P(
    Scenarios, Sabotaged,
    testing::Values(
        Sabotage{"FirstLetterWithoutMx",
                 "first-letter",
                 {"domain.\"example.com\".mx={}"},
                 "",
                 "delivered to kozlov@example.com by mx1.example.com: expect.never"},
        Sabotage{"FirstLetterWithAWrongPassword",
                 "first-letter",
                 {"do.0.send.password=wrong"},
                 "",
                 "delivered to petrov@example.org by mail.example.org: expect.never"},
        Sabotage{"FirstLetterFetchedWithAWrongPassword",
                 "first-letter",
                 {"do.3.fetch.password=wrong"},
                 "",
                 "kozlov@example.com fetches 1 letter(s): expect.fetched-but"},
        Sabotage{"FirstLetterWithoutMda",
                 "first-letter",
                 {},
                 kill("mx1.example.com", "mda"),
                 "kozlov@example.com fetches 1 letter(s): expect.fetched-but"},
        Sabotage{"FirstLetterWithoutMta",
                 "first-letter",
                 {},
                 kill("mx1.example.com", "mta"),
                 "delivered to kozlov@example.com by mx1.example.com: expect.never"},
        Sabotage{"FirstLetterWithoutResolver",
                 "first-letter",
                 {},
                 down("resolver.example.org"),
                 "delivered to kozlov@example.com by mx1.example.com: expect.never"},
        Sabotage{"FirstLetterWithoutRoot",
                 "first-letter",
                 {},
                 down("a.root-servers.test"),
                 "delivered to kozlov@example.com by mx1.example.com: expect.never"},
        Sabotage{"FirstLetterWithoutTheNameserver",
                 "first-letter",
                 {},
                 down("ns1.example.com"),
                 "delivered to kozlov@example.com by mx1.example.com: expect.never"},
        Sabotage{"NoMxButAnMxAfterAll",
                 "no-mx",
                 {"domain.\"example.net\".mx.www=10"},
                 "",
                 "decided about route by rule route.implicit-mx at mail.example.org: expect.never"},
        Sabotage{"NoMxAndTheWrongAddress",
                 "no-mx",
                 {"domain.\"example.net\".address_record=ns1"},
                 "",
                 "delivered to sidorov@example.net by www.example.net: expect.never"},
        Sabotage{"UnknownRecipientWhoIsKnown",
                 "unknown-recipient",
                 {"domain.\"example.com\".users.kozlow=x"},
                 "",
                 "bounced: kozlow@example.com for 550 by mail.example.org: expect.never"},
        Sabotage{"UnknownRecipientAtHomeWhoIsKnown",
                 "unknown-recipient",
                 {"domain.\"example.org\".users.nobody=x"},
                 "",
                 "refused: nobody@example.org with 550 by mail.example.org: expect.never"},
        Sabotage{"UnknownRecipientWithoutMta",
                 "unknown-recipient",
                 {},
                 kill("mail.example.org", "mta"),
                 "ivanov@example.org fetches 1 letter(s)"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mailtown::run
