#include "simulator/report/acts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/report/dns_words.h"
#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"

namespace mailtown::report {
namespace {

using reader::Reading;
using reader::TraceBuilder;
using testing::ElementsAre;
using testing::SizeIs;

TEST(Acts, EachDeedBeginsOne) {
  const Reading reading{reader::sample_trace()};
  const auto acts = acts_of(reading);
  ASSERT_THAT(acts, SizeIs(3));
  EXPECT_EQ(acts[0].opening, 0u);
  EXPECT_THAT(acts[0].steps, ElementsAre(1, 2, 3, 4)) << "programs start before anybody acts";
  EXPECT_EQ(acts[1].opening, 5u);
  std::size_t steps = 0;
  for (const auto& act : acts) steps += act.steps.size();
  EXPECT_EQ(steps, reading.steps()) << "every step is told once";
}

TEST(Acts, WhatFollowsStaysWithItsDeedThoughAnotherBeganMeanwhile) {
  TraceBuilder builder;
  builder.machine("pc.example.org", "", "192.0.2.1", {"user"});
  builder.machine("mail.example.org", "", "192.0.2.2", {"mta"});
  const auto first = builder.add(0, 0, 0, "q1", trace::UserActed{"i", "send", "k", "one"});
  builder.add(0, 0, 0, "", trace::UserActed{"p", "fetch", "", ""});
  builder.add(0, first, 0, "", trace::UserSaw{"i", "send", "accepted", ""});
  builder.add(0, 0, 0, "q1", trace::QueueStep{.step = "deferred"});  // a retry without a cause
  builder.add(1, 0, 0, "", trace::MachineCrashed{"mail.example.org"});
  const Reading reading(std::move(builder.trace));
  const auto acts = acts_of(reading);
  ASSERT_THAT(acts, SizeIs(3));
  EXPECT_THAT(acts[1].steps, ElementsAre(1, 3, 4));
  EXPECT_THAT(acts[2].steps, ElementsAre(2, 5)) << "a crash falls into the act that began last";
}

TEST(DnsWords, TellsEachOutcome) {
  const auto catalogue = reader::Catalogue::load(reader::Language::english);
  ASSERT_TRUE(catalogue);
  const auto told = [&](const char* outcome) {
    trace::DnsAnswerSent answer;
    answer.outcome = outcome;
    answer.name = "example.com";
    answer.type = "MX";
    answer.answer = {"example.com. 60 IN MX 10 a.example.com.", "example.com. 60 IN MX 20 b.test."};
    answer.authority = {"com. 60 IN NS ns1.com.", "com. 60 IN NS ns2.com."};
    return answer_in_words(answer, *catalogue);
  };
  EXPECT_EQ(told("answer"), "MX 10 a.example.com; MX 20 b.test");
  EXPECT_EQ(told("referral"), "I don't know; for com ask ns1.com, ns2.com");
  EXPECT_EQ(told("nodata"), "the name exists, but has no MX record");
  EXPECT_EQ(told("something-new"), "something-new");
}

}  // namespace
}  // namespace mailtown::report
