#include "visualizer/dialogue.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"
#include "visualizer/panel_text.h"

namespace mailtown::view {
namespace {

class DialogueTest : public testing::Test {
 protected:
  DialogueTest() { run_ = ShownRun::make({reader::sample_trace(), {}}, {}).value(); }
  std::vector<Utterance> dialogue(Step step) const {
    return dialogue_until(*run_, run_->catalogue(Language::english), run_->conversation_near(step),
                          step);
  }
  Step line(const std::string& text) const {
    for (Step step = 1; step <= run_->last(); ++step) {
      const auto* sent = std::get_if<trace::LineSent>(&run_->reading().event(step).payload);
      if (sent && sent->text == text) return step;
    }
    return 0;
  }
  std::unique_ptr<ShownRun> run_;
};

TEST_F(DialogueTest, HasWhatWasSaidSoFarAndNothingLater) {
  const auto lines = dialogue(line("AUTH PLAIN ****"));
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0].text, "220 mail.example.org ESMTP");
  EXPECT_FALSE(lines[0].by_client);
  EXPECT_EQ(lines[1].text, "EHLO pc.example.org");
  EXPECT_TRUE(lines[1].by_client);
  EXPECT_FALSE(lines[1].now);
  EXPECT_EQ(lines[4].text, "AUTH PLAIN ****");
  EXPECT_TRUE(lines[4].now);
}

TEST_F(DialogueTest, AnAnswerOfDnsHasItsOutcomeAndRecords) {
  Step answer = 1;
  while (!std::holds_alternative<trace::DnsAnswerSent>(run_->reading().event(answer).payload)) {
    ++answer;
  }
  const auto lines = dialogue(answer);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].text, "example.com MX");
  EXPECT_EQ(lines[1].text,
            "example.com MX: ask there\nexample.com. 172800 IN NS ns1.example.com.\n"
            "ns1.example.com. 172800 IN A 198.51.100.53");
}

TEST(Dialogue, OfADecisionIsWhatTheProgramTalkedAboutLast) {
  reader::TraceBuilder b;
  b.machine("mail.example.org", "example.org", "192.0.2.10", {"mta"});
  b.machine("resolver.example.org", "example.org", "192.0.2.53", {"resolver"});
  const auto mta = b.program("mail.example.org", "mta");
  const auto resolver = b.program("resolver.example.org", "resolver");
  const auto end = [](const char* text) { return *Endpoint::parse(text); };
  const auto ask_about = [&](const char* name, const char* from, std::uint64_t id,
                             trace::EventNumber cause) {
    const reader::Exchange exchange{
        mta, resolver, end(from), end("192.0.2.53:53"), id, name, "MX", "nodata", {}, {}, {}};
    return reader::ask(b, exchange, cause);
  };
  const auto before = ask_about("example.net", "192.0.2.10:5000", 1, 0);
  const auto trying = b.add(mta, before, 0, "A1", trace::QueueStep{.step = "trying"});
  ask_about("example.com", "192.0.2.10:5001", 2, trying);
  ask_about("example.test", "192.0.2.10:5002", 3, before);  // another letter's business
  b.add(mta, trying, 0, "A1", trace::Decision{.about = "route", .subject = "example.com"});
  const auto run = ShownRun::make({b.trace, {}}, {}).value();
  const auto conversation = run->conversation_near(run->last());
  ASSERT_NE(conversation, 0u);
  EXPECT_EQ(run->joined().conversations[conversation - 1].subject, "example.com MX");
}

TEST_F(DialogueTest, BeforeAnyConversationThereIsNone) {
  EXPECT_TRUE(dialogue(1).empty());
}

TEST(PanelText, DumpsPanelsInOrderAndFindsTextInOneLine) {
  PanelText text;
  text.begin("map");
  text.add("mail");
  text.begin("why");
  text.add("because");
  text.begin("why");
  text.add("of this");
  EXPECT_EQ(text.dump(), "[map]\nmail\n\n[why]\nbecause\nof this\n\n");
  EXPECT_TRUE(text.contains("because"));
  EXPECT_FALSE(text.contains("mailbecause"));
  text.clear();
  EXPECT_EQ(text.dump(), "");
}

}  // namespace
}  // namespace mailtown::view
