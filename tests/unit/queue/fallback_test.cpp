// Who is asked after whom: each kind of failure, and what it says about the others.
#include "queue/fallback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::queue {
namespace {

using smtp::Outcome;
using smtp::Reply;
using smtp::Stage;
using testing::Contains;
using testing::ElementsAre;

Decided<Next> after(Outcome outcome, std::vector<std::string> left = {"mx2.example.com"}) {
  return decide_next(
      {"example.com", "mx1.example.com[192.0.2.7]:25", std::move(outcome), {}, std::move(left)});
}

struct Case {
  const char* name;
  Outcome outcome;
  Next next;
  const char* rule;
};

class AfterFailure : public testing::TestWithParam<Case> {};

TEST_P(AfterFailure, DecidesByHowFarItCame) {
  const auto decided = after(GetParam().outcome);
  EXPECT_EQ(decided.outcome, GetParam().next);
  EXPECT_EQ(decided.evidence.rule, GetParam().rule);
  EXPECT_THAT(decided.evidence.inputs, Contains(Fact{"reply", GetParam().outcome.to_string()}));
}

TEST_P(AfterFailure, WaitsOrGivesUpWhenNobodyIsLeft) {
  const auto decided = after(GetParam().outcome, {});
  const bool never = GetParam().next == Next::give_up;
  EXPECT_EQ(decided.outcome, never ? Next::give_up : Next::wait);
  EXPECT_EQ(decided.evidence.rule, never ? "next-host.never" : "next-host.none-left");
}

Outcome failed(Stage stage, FailureKind kind) {
  return {stage, Failure{kind, ""}};
}

Outcome said(Stage stage, int code) {
  return {stage, Reply(code, {code / 100, 0, 0}, "so it is")};
}

const Case cases[] = {
    {"Refused", failed(Stage::connect, FailureKind::refused), Next::another, "next-host.refused"},
    {"Silent", failed(Stage::connect, FailureKind::timed_out), Next::another, "next-host.silent"},
    {"NoWay", failed(Stage::connect, FailureKind::unreachable), Next::another,
     "next-host.unreachable"},
    {"NoGreeting", failed(Stage::greeting, FailureKind::timed_out), Next::another,
     "next-host.fell-silent"},
    {"NoSmtp", failed(Stage::greeting, FailureKind::invalid), Next::another, "next-host.no-smtp"},
    {"Broken", failed(Stage::data, FailureKind::reset), Next::another, "next-host.broken"},
    {"BrokenAtTheEnd", failed(Stage::end_of_data, FailureKind::closed), Next::another,
     "next-host.broken"},
    {"NoLogin", failed(Stage::auth, FailureKind::not_permitted), Next::another,
     "next-host.no-login"},
    {"Greeting421", said(Stage::greeting, 421), Next::another, "next-host.busy"},
    {"Greeting554", said(Stage::greeting, 554), Next::another, "next-host.turned-away"},
    {"Hello550", said(Stage::hello, 550), Next::another, "next-host.turned-away"},
    {"Login535", said(Stage::auth, 535), Next::another, "next-host.login-refused"},
    {"Mail451", said(Stage::mail, 451), Next::another, "next-host.not-now"},
    {"Recipient450", said(Stage::recipient, 450), Next::another, "next-host.not-now"},
    {"Data421", said(Stage::data, 421), Next::another, "next-host.not-now"},
    {"Text452", said(Stage::end_of_data, 452), Next::another, "next-host.not-now"},
    {"Mail550", said(Stage::mail, 550), Next::give_up, "next-host.never"},
    {"Recipient550", said(Stage::recipient, 550), Next::give_up, "next-host.never"},
    {"Data554", said(Stage::data, 554), Next::give_up, "next-host.never"},
    {"Text554", said(Stage::end_of_data, 554), Next::give_up, "next-host.never"},
};

INSTANTIATE_TEST_SUITE_P(Cases, AfterFailure, testing::ValuesIn(cases),
                         [](const auto& info) { return info.param.name; });

std::vector<std::string> lots_of(const Evidence& evidence) {
  std::vector<std::string> lots;
  for (const auto& each : evidence.alternatives) {
    lots.push_back(each.choice + ": " + each.lost_because);
  }
  return lots;
}

TEST(DecideNext, NamesAllWhoWereAndWillBeTried) {
  const auto decided = decide_next({"example.com",
                                    "mx1[192.0.2.8]:25",
                                    said(Stage::mail, 451),
                                    {{"mx1[192.0.2.7]:25", "timed out"}},
                                    {"mx1[192.0.2.9]:25", "mx2.example.com"}});
  EXPECT_THAT(
      lots_of(decided.evidence),
      ElementsAre("mx1[192.0.2.7]:25: next-host.tried", "mx1[192.0.2.8]:25: next-host.tried",
                  "mx1[192.0.2.9]:25: ", "mx2.example.com: next-host.its-turn-later"));
}

TEST(DecideNext, SaysThatARefusalIsBelieved) {
  const auto decided = after(said(Stage::recipient, 550));
  EXPECT_THAT(lots_of(decided.evidence), Contains("mx2.example.com: next-host.believed"));
  EXPECT_EQ(decided.evidence.source, "RFC 5321 §4.2.1");
}

}  // namespace
}  // namespace mailtown::queue
