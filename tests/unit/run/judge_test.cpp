#include "simulator/run/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/run/field_text.h"
#include "simulator/run/pattern_match.h"
#include "simulator/scenario/wildcard.h"

namespace mailtown::run {
namespace {

using scenario::Before;
using scenario::FetchedLetters;
using scenario::Happens;
using scenario::Pattern;
using testing::HasSubstr;

// Two programs and what they did, made by hand.
trace::Trace sample() {
  trace::Trace trace;
  trace.header.programs = {{"mail.example.org", "mta"}, {"pc.example.com", "user"}};
  const auto add = [&](std::uint32_t program, trace::Payload payload) {
    trace::Event event;
    event.program = program;
    event.number = trace.events.size() + 1;
    event.payload = std::move(payload);
    trace.events.push_back(std::move(event));
  };
  trace::Decision decision;
  decision.about = "route";
  decision.subject = "kozlov@example.com";
  decision.outcome = "mx1.example.com";
  decision.inputs = {{"domain", "example.com"}};
  add(0, decision);
  add(0, trace::DnsCacheHit{"example.com", "MX", "answer", 30, {"10 mx1", "20 mx2"}});
  add(0, trace::Delivered{"petrov@example.org", "example.org/petrov", "1", 100});
  add(0, trace::Delivered{"petrov@example.org", "example.org/petrov", "2", 100});
  add(1, trace::UserSaw{"kozlov@example.com", "fetch", "1 message", "Hello"});
  add(1, trace::UserSaw{"kozlov@example.com", "fetch", "2 messages", "A, B"});
  add(1, trace::UserSaw{"sidorov@example.com", "fetch", "refused", "-ERR no"});
  return trace;
}

Pattern pattern(std::string kind, std::vector<Pattern::Match> fields = {}, std::string machine = {},
                std::string role = {}) {
  return {std::move(kind), std::move(machine), std::move(role), std::move(fields), 0};
}

Happens happens(Pattern pattern, std::uint64_t at_least = 1,
                std::optional<std::uint64_t> at_most = {}) {
  return {std::move(pattern), at_least, at_most};
}

// The key and facts of the failure, or "" if the expectation came true.
template <class What>
std::string verdict(What what) {
  scenario::Scenario scenario;
  scenario.expectations.push_back({"it", std::move(what), 7});
  const auto failed = judge(scenario, sample());
  if (failed.empty()) return {};
  EXPECT_EQ(failed.front().line, 7);
  EXPECT_EQ(failed.front().expected, "it");
  std::string text = failed.front().key;
  for (const Fact& fact : failed.front().facts) text += " " + fact.name + "=" + fact.value;
  return text;
}

TEST(Patterns, StarStandsForAnything) {
  EXPECT_TRUE(scenario::matches("550 5.1.1 No such user", "550*"));
  EXPECT_TRUE(scenario::matches("abc", "*"));
  EXPECT_TRUE(scenario::matches("", "*"));
  EXPECT_TRUE(scenario::matches("a.b.c", "a*c"));
  EXPECT_TRUE(scenario::matches("aXbXc", "*X*c"));
  EXPECT_FALSE(scenario::matches("550", "250*"));
  EXPECT_FALSE(scenario::matches("abc", "ab"));
  EXPECT_FALSE(scenario::matches("ab", "abc"));
  EXPECT_FALSE(scenario::matches("abc", ""));
}

TEST(Patterns, CompareMachineRoleFieldsListsAndInputs) {
  const trace::Trace trace = sample();
  const auto count = [&](const Pattern& p) { return steps_that_match(trace, p).size(); };
  EXPECT_EQ(count(pattern("delivered")), 2u);
  EXPECT_EQ(count(pattern("delivered", {{"file", "2"}})), 1u);
  EXPECT_EQ(count(pattern("delivered", {}, "pc.example.com")), 0u);
  EXPECT_EQ(count(pattern("user.saw", {}, "", "user")), 3u);
  EXPECT_EQ(count(pattern("user.saw", {}, "", "mta")), 0u);
  EXPECT_EQ(count(pattern("dns.cache.hit", {{"records", "20*"}})), 1u);
  EXPECT_EQ(count(pattern("dns.cache.hit", {{"ttl_seconds", "30"}})), 1u);
  EXPECT_EQ(count(pattern("decision", {{"domain", "example.com"}})), 1u);
  EXPECT_EQ(count(pattern("decision", {{"domain", "example.org"}})), 0u);
}

TEST(Judge, CountsEvents) {
  EXPECT_EQ(verdict(happens(pattern("delivered"))), "");
  EXPECT_EQ(verdict(happens(pattern("delivered"), 2, 2)), "");
  EXPECT_THAT(verdict(happens(pattern("delivered"), 3, 3)), HasSubstr("expect.too-few"));
  EXPECT_THAT(verdict(happens(pattern("delivered"), 1, 1)), HasSubstr("expect.too-many"));
  EXPECT_THAT(verdict(happens(pattern("delivered"), 0, 0)), HasSubstr("expect.not-at-all"));
  EXPECT_EQ(verdict(happens(pattern("bounced"), 0, 0)), "");
}

TEST(Judge, SaysWhatCameNearest) {
  EXPECT_EQ(verdict(happens(pattern("bounced"))), "expect.never pattern=bounced");
  EXPECT_EQ(verdict(happens(pattern("delivered", {{"recipient", "sidorov@example.org"}}))),
            "expect.never-but pattern=delivered, recipient=sidorov@example.org nearest=step 3 "
            "comes nearest: its recipient is petrov@example.org");
}

TEST(Judge, AddsUpWhatAUserFetched) {
  EXPECT_EQ(verdict(FetchedLetters{"kozlov@example.com", 3}), "");
  EXPECT_THAT(verdict(FetchedLetters{"kozlov@example.com", 2}), HasSubstr("came=3"));
  EXPECT_THAT(
      verdict(FetchedLetters{"sidorov@example.com", 1}),
      HasSubstr("expect.fetched-but user=sidorov@example.com count=1 came=0 other=refused"));
  EXPECT_EQ(verdict(FetchedLetters{"nobody@example.com", 0}), "");
}

TEST(Judge, KnowsTheOrder) {
  EXPECT_EQ(verdict(Before{pattern("decision"), pattern("delivered")}), "");
  EXPECT_THAT(verdict(Before{pattern("delivered"), pattern("decision")}),
              HasSubstr("first_step=3 then_step=1"));
  EXPECT_THAT(verdict(Before{pattern("bounced"), pattern("decision")}), HasSubstr("expect.never"));
}

TEST(Beats, AreFoundOrMissed) {
  scenario::Scenario scenario;
  scenario.beats.push_back({"second", pattern("delivered"), 2, {}, 3});
  scenario.beats.push_back({"third", pattern("delivered"), 3, {}, 4});
  EXPECT_THAT(beat_steps(scenario, sample()), testing::ElementsAre(4u, 0u));
  const auto failed = judge(scenario, sample());
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].expected, "beat third");
  EXPECT_EQ(failed[0].key, "expect.beat");
}

}  // namespace
}  // namespace mailtown::run
