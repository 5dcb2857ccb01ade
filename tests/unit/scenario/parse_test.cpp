#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/values.h"
#include "tests/unit/scenario/small.h"

namespace mailtown::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(Parse, ReadsWhatTheFileSays) {
  const Scenario scenario = parsed(small_text);
  EXPECT_EQ(scenario.name, "small");
  EXPECT_EQ(scenario.title.en, "A letter");
  EXPECT_EQ(scenario.title.in("ru"), "Письмо");
  EXPECT_EQ(scenario.seed, 1u);
  ASSERT_EQ(scenario.domains.size(), 2u);
  EXPECT_EQ(scenario.domains[0].name, "example.org") << "domains stand in the order of the file";
  EXPECT_EQ(scenario.domains[1].machines[0].name, "mx1.example.com");
  EXPECT_THAT(scenario.domains[1].machines[0].roles, ElementsAre("mta", "mda"));
  EXPECT_EQ(scenario.domains[0].users[1].login, "petrov@example.org");
  EXPECT_EQ(scenario.domains[0].mx, std::nullopt) << "not given is not the same as none";
  ASSERT_TRUE(scenario.domains[1].mx);
  EXPECT_EQ(scenario.domains[1].mx->front().host, "mx1.example.com");
}

TEST(Parse, CountsTimesFromTheStart) {
  const Scenario scenario = parsed(small_text);
  ASSERT_EQ(scenario.actions.size(), 2u);
  EXPECT_EQ(scenario.actions[0].at, Duration(5s));
  EXPECT_EQ(scenario.actions[1].at, Duration(60s));
  const Scenario later = parsed("start = 2026-05-01T09:59:00Z\n" + std::string(small_text));
  EXPECT_EQ(later.actions[1].at, Duration(65s));
}

TEST(Parse, TakesTomlTimesToo) {
  EXPECT_EQ(parsed(with(small_text, "\"10:00:05\"", "10:00:07")).actions[0].at, Duration(7s));
}

TEST(Parse, ReadsActionsAndExpectations) {
  const Scenario scenario = parsed(small_text);
  const auto& send = std::get<Send>(scenario.actions[0].what);
  EXPECT_EQ(send.from, "ivanov@example.org");
  EXPECT_THAT(send.to, ElementsAre("kozlov@example.com"));
  EXPECT_TRUE(std::get<Fetch>(scenario.actions[1].what).remove);
  const auto& happens = std::get<Happens>(scenario.expectations.at(0).what);
  EXPECT_EQ(happens.pattern.kind, "delivered");
  EXPECT_EQ(happens.pattern.machine, "mx1.example.com");
  EXPECT_EQ(happens.at_least, 1u);
  EXPECT_EQ(happens.at_most, std::nullopt);
}

TEST(Parse, ReadsFaults) {
  const Scenario scenario = parsed(std::string(small_text) + R"(
[[fault]]
at = "mx1.example.com"
refuse_connections = true
[[fault]]
at = "mx1.example.com"
crash = { at = "+10s", restart = "+20s" }
[[fault]]
at = "mx1.example.com"
partition = { with = "mail.example.org", until = "10:05:00" }
[[link]]
from = "mail.example.org"
latency = "1.5s"
loss = 0.25
)");
  ASSERT_EQ(scenario.faults.size(), 3u);
  EXPECT_EQ(std::get<RefuseConnections>(scenario.faults[0].what).until, Duration::max());
  EXPECT_EQ(std::get<Crash>(scenario.faults[1].what).restart, Duration(20s));
  EXPECT_EQ(std::get<Partition>(scenario.faults[2].what).until, Duration(300s));
  EXPECT_EQ(scenario.links.at(0).to, "*");
  EXPECT_EQ(scenario.links.at(0).latency, Duration(1500ms));
  EXPECT_EQ(scenario.links.at(0).loss, 0.25);
}

TEST(Parse, UnderstandsDurations) {
  EXPECT_EQ(parse_duration("20ms"), Duration(20ms));
  EXPECT_EQ(parse_duration("1h30m"), Duration(90min));
  EXPECT_EQ(parse_duration("0.5s"), Duration(500ms));
  EXPECT_EQ(parse_duration("2d"), Duration(48h));
  for (const char* wrong : {"", "5", "s", "5 s", "1.2.3s", "-5s", "5weeks", "99999999999s"})
    EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
}

TEST(Changes, ReplaceAnyKey) {
  const Scenario scenario =
      parsed(small_text, {"seed=7", "domain.\"example.com\".mx.mx1=20",
                          "do.0.send.subject=Hello again", "title.en=\"Changed\""});
  EXPECT_EQ(scenario.seed, 7u);
  EXPECT_EQ(scenario.domains[1].mx->front().preference, 20);
  EXPECT_EQ(std::get<Send>(scenario.actions[0].what).subject, "Hello again");
  EXPECT_EQ(scenario.title.en, "Changed");
  EXPECT_EQ(scenario.title.ru, "Письмо") << "what is not named stays";
}

TEST(Changes, CanEmptyATable) {
  EXPECT_TRUE(parsed(small_text, {"domain.\"example.com\".mx={}"}).domains[1].mx->empty());
}

TEST(Changes, TellWhatIsWrong) {
  EXPECT_THAT(errors_of(small_text, {"sed=7"}), testing::HasSubstr("did you mean 'seed'?"));
  EXPECT_THAT(errors_of(small_text, {"do.9.send.subject=x"}), testing::HasSubstr("no place"));
  EXPECT_THAT(errors_of(small_text, {"nonsense"}), testing::HasSubstr("KEY=VALUE"));
}

TEST(Load, TellsAMissingFile) {
  const auto scenario = load_scenario("/nowhere/at-all.toml");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().kind, FailureKind::not_found);
}

}  // namespace
}  // namespace mailtown::scenario
