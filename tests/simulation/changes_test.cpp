// What is done to the world while it runs: records, policies, users, links, packets, power.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/run/loopback.h"
#include "tests/simulation/scenario_runs.h"

namespace mailtown::run {
namespace {

const std::string town =
    two_domains(R"(machines = { mx1 = ["mta", "mda"], mx2 = ["mta", "mda"], ns1 = ["nameserver"] }
users    = { kozlov = "secret" }
mx       = { mx1 = 10, mx2 = 20 }
ttl      = "0s"

[[do]]
at = "+5s"
send = { from = "ivanov@example.org", to = ["kozlov@example.com"], subject = "One" }

[[do]]
at = "+2m"
send = { from = "ivanov@example.org", to = ["kozlov@example.com"], subject = "Two" }

)");

struct Case {
  std::string name, more;  // lines at the end: what is done, what is expected
  bool on_loopback = true;
};

class Changes : public testing::TestWithParam<Case> {};

TEST_P(Changes, ComeOutAsTheyShould) {
  const auto scenario = scenario::parse_scenario(town + GetParam().more, "changes.toml");
  ASSERT_TRUE(scenario) << scenario.error().detail;
  const auto result = simulated(*scenario);
  EXPECT_EQ(failures(*scenario, result.trace), "");
  EXPECT_THAT(result.defects, testing::IsEmpty());
  EXPECT_EQ(file_of(result.trace), file_of(simulated(*scenario).trace)) << "not repeatable";
  const auto real = run_on_loopback(*scenario);
  ASSERT_EQ(real.has_value(), GetParam().on_loopback);
  if (!real) return;
  EXPECT_EQ(failures(*scenario, real->trace), "");
}

const std::string changed = "[[expect]]\nevent = { kind = \"fault\", what = \"changed\" }\n";

INSTANTIATE_TEST_SUITE_P(
    Scenario, Changes,
    testing::Values(
        Case{"AnotherMxIsPreferred",
             "[[do]]\nat = \"+1m\"\nchange = ['domain.\"example.com\".mx.mx1=30']\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", via = \"mx1.example.com\", "
             "count = 1 }\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", via = \"mx2.example.com\", "
             "count = 1 }\n" +
                 changed},
        Case{"APolicyOfAMachineThatHadNoTable",
             "[[do]]\nat = \"+1m\"\n"
             "change = ['domain.\"example.com\".machines.mx1.config.limits.message_bytes=1000', "
             "'domain.\"example.com\".machines.mx1.config.limits.message_bytes=200']\n"
             "[[expect]]\nbounced = { to = \"kozlov@example.com\", code = 552, count = 1 }\n" +
                 changed},
        Case{"AQuotaWithoutARestart",
             "[[do]]\nat = \"+1m\"\n"
             "change = ['domain.\"example.com\".users.kozlov={password=\"secret\",quota=100}']\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", count = 1 }\n"
             "[[expect]]\nevent = { kind = \"program.stopped\", on = \"mx1.example.com\", how = "
             "\"killed\", count = 0 }\n" +
                 changed},
        Case{"NobodyTakesNotice",
             "[[do]]\nat = \"+1m\"\nchange = ['minutes=7']\n"
             "[[expect]]\nevent = { kind = \"fault\", what = \"changed-nothing\", count = 1 }\n"},
        Case{"ALinkIsSlow",
             "[[do]]\nat = \"+1m\"\nlink = { from = \"mail.example.org\", to = "
             "\"mx1.example.com\", latency = \"400s\" }\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", via = \"mx2.example.com\", "
             "count = 1 }\n"
             "[[expect]]\nevent = { kind = \"fault\", what = \"link-changed\", count = 1 }\n",
             false},
        Case{"PacketsAreLost",
             "[[fault]]\nat = \"mail.example.org\"\nlose_packets = { to = \"mx1.example.com\", "
             "count = 3, from = \"+1m\" }\n"
             "[[expect]]\nevent = { kind = \"network.lost\", count = 3 }\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", count = 2 }\n",
             false},
        Case{"AMachineComesBack",
             "[[fault]]\nat = \"mx1.example.com\"\ncrash = { at = \"+1m\" }\n"
             "[[do]]\nat = \"+90s\"\nswitch_on = { machine = \"mx1.example.com\" }\n"
             "[[expect]]\ndelivered = { to = \"kozlov@example.com\", via = \"mx1.example.com\", "
             "count = 2 }\n"
             "[[expect]]\nevent = { kind = \"machine.restarted\", count = 1 }\n",
             false}),
    [](const auto& info) { return info.param.name; });

std::string errors_of(const std::string& more) {
  const auto scenario = scenario::parse_scenario(town + more, "changes.toml");
  return scenario ? "" : scenario.error().detail;
}

TEST(WrongChanges, AreToldAtTheirLine) {
  EXPECT_THAT(errors_of("[[do]]\nat = \"+1m\"\nchange = ['domain.\"example.com\".mx.mx9=30']\n"),
              testing::HasSubstr("changes.toml:23: after this change: "));
  EXPECT_THAT(errors_of("[[do]]\nat = \"+1m\"\n"
                        "change = ['domain.\"example.com\".machines.mx3=[\"mta\"]']\n"),
              testing::HasSubstr("changes.toml:23: while the world runs, machines and roles stay"));
  EXPECT_THAT(errors_of("[[do]]\nat = \"+1m\"\nchange = ['no toml']\n"),
              testing::HasSubstr("changes.toml:23: after this change: KEY=VALUE is wanted"));
}

}  // namespace
}  // namespace mailtown::run
