// Each fault of a scenario strikes exactly where and as often as it says, and nowhere else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/run/pattern_match.h"
#include "tests/simulation/scenario_runs.h"

namespace mailtown::run {
namespace {

const std::string town = two_domains(R"(machines = { mx1 = ["mta", "mda"], ns1 = ["nameserver"] }
users    = { kozlov = "secret", petrov = "secret" }

[[do]]
at = "+5s"
send = { from = "ivanov@example.org", to = ["kozlov@example.com", "petrov@example.com"] }

)");

struct Count {
  std::string pattern;  // of events, as in a scenario
  std::size_t events;
};

struct Case {
  std::string name;
  std::string fault;  // at mx1.example.com
  std::vector<Count> counts;
  std::string at = "mx1.example.com";
};

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, StrikeExactly) {
  const Case& each = GetParam();
  std::string text = town + ("[[fault]]\nat = \"" + each.at + "\"\n" + each.fault + "\n");
  for (const Count& count : each.counts)
    text += "\n[[expect]]\nevent = { " + count.pattern +
            ", count = " + std::to_string(count.events) + " }\n";
  const auto scenario = scenario::parse_scenario(text, "faults.toml");
  ASSERT_TRUE(scenario) << scenario.error().detail;
  const auto result = simulated(*scenario);
  EXPECT_EQ(failures(*scenario, result.trace), "");
  EXPECT_THAT(result.defects, testing::IsEmpty());
  EXPECT_EQ(file_of(result.trace), file_of(simulated(*scenario).trace)) << "not repeatable";
}

const std::string delivered_to_kozlov = "kind = \"delivered\", recipient = \"kozlov@example.com\"";
const std::string delivered_to_petrov = "kind = \"delivered\", recipient = \"petrov@example.com\"";
const std::string struck = "kind = \"fault\"";
const std::string bounced = "kind = \"bounced\"";

std::string heard(const std::string& text) {
  return "kind = \"line.received\", on = \"mail.example.org\", text = \"" + text + "\"";
}

INSTANTIATE_TEST_SUITE_P(
    Scenario, Faults,
    testing::Values(
        Case{"TheSecondRcptGets451Twice",
             "reply = { to = \"RCPT\", nth = 2, times = 2, say = \"451 4.3.0 Not now\" }",
             // RCPT 1 is taken; 2 is petrov's; 3 is petrov's again, at the next try; 4 is taken.
             {{heard("451 4.3.0 Not now"), 2},
              {struck, 2},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 1},
              {bounced, 0}}},
        Case{"OneRecipientOnly",
             "reply = { to = \"RCPT TO:<petrov@*\", say = \"550 5.1.1 Nobody\" }",
             {{heard("550 5.1.1 Nobody"), 1},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 0},
              {bounced, 1}}},
        Case{"TheEndOfALetter",
             "reply = { to = \".\", say = \"452 4.3.1 No room\" }",
             {{heard("452 4.3.1 No room"), 1},
              {heard("354 *"), 2},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 1}}},
        Case{"TheGreeting",
             "reply = { to = \"CONNECT\", times = 2, say = \"421 4.3.2 Busy\" }",
             {{heard("421 4.3.2 Busy"), 2},
              {struck, 2},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 1}}},
        Case{"ASlowGreetingIsWaitedFor",
             "slow_greeting = { delay = \"40s\" }",
             {{struck, 1},
              {delivered_to_kozlov, 1},
              {"kind = \"queue.step\", step = \"deferred\"", 0}}},
        Case{"ASlowGreetingIsNotWaitedForForever",
             "slow_greeting = { delay = \"10m\" }",
             {{struck, 1},
              {delivered_to_kozlov, 1},
              {"kind = \"queue.step\", step = \"deferred\"", 2}}},
        Case{"AConnectionDropsInALetter",
             "drop_in_data = { after_bytes = 100 }",
             {{"kind = \"fault\", what = \"drop-in-data\", detail = \"100\"", 1},
              {struck, 1},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 1}}},
        Case{"ServfailUntilATime",
             "server_failure = { name = \"example.com\", until = \"+10m\" }",
             {{"kind = \"decision\", rule = \"route.dns-failed\"", 2},
              {delivered_to_kozlov, 1},
              {bounced, 0}},
             "resolver.example.org"},
        Case{"ServfailForAnotherName",
             "server_failure = { name = \"example.net\" }",
             {{struck, 0}, {delivered_to_kozlov, 1}},
             "resolver.example.org"},
        Case{"ADiskIsFullForAWhile",
             "disk_full = { from = \"+1s\", until = \"+2m\" }",
             {{"kind = \"fault\", what = \"disk-full\"", 1},
              {"kind = \"fault\", what = \"disk-full-ended\"", 1},
              {delivered_to_kozlov, 1},
              {delivered_to_petrov, 1},
              {bounced, 0}}},
        Case{"ACrashAfterAReply",
             "crash = { after_reply_to = \".\", restart_after = \"1m\" }",
             {{"kind = \"machine.crashed\"", 1},
              {"kind = \"machine.restarted\"", 1},
              {heard("250 2.0.0*"), 1}}},
        Case{"ACrashRightAfterASync",
             "crash = { after_sync = \"*queue*\", restart_after = \"1m\" }",
             {{"kind = \"machine.crashed\"", 1}, {"kind = \"machine.restarted\"", 1}}},
        Case{"ACrashAtATime",
             "crash = { at = \"+1s\", restart = \"+2s\" }",
             {{"kind = \"machine.crashed\"", 1}, {delivered_to_kozlov, 1}}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mailtown::run
