#include "simulator/reader/narrator.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"

namespace mailtown::reader {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// A catalogue of its own, so that better sentences break no test.
class NarratorTest : public testing::Test {
 protected:
  static Catalogue catalogue() {
    const auto folder = std::filesystem::path(testing::TempDir()) / "narrator-catalogue";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "all.toml") << R"(
[event]
"line.sent" = "{who} says to {peer}: {text}"
"queue.step" = "other"
"queue.step.sent" = "{recipient} done[ by {relay}]"
"decision" = "{who} decides {subject}: {outcome}"
"decision.relay.accept" = "{who} takes {subject} from {login}"
[rule]
"relay.logged-in" = "{login} logged in"
"route.mx" = "{domain} has MX records"
"next" = "because of {reply}"
"quota" = "{used} of {limit} {unit}"
[lost]
"route.less-preferred" = "{choice} has {preference}, and {domain} has better"
[fact]
"recipient" = "the recipient"
"login" = "logged in as"
"domain" = "the domain"
[word]
"mx2.example.com" = "the second host"
"messages" = "in letters"
[ui]
"why.no-evidence" = "no reasons given"
"why.beginning" = "a beginning"
"why.follows" = "from {step}: {sentence}"
)";
    auto loaded = Catalogue::load(folder, Language::english);
    if (!loaded) throw std::runtime_error(loaded.error().message());
    return std::move(*loaded);
  }

  template <class Kind, class Matches>
  Step find(Matches matches) {
    for (Step step = 1; step <= reading.steps(); ++step) {
      const auto* payload = std::get_if<Kind>(&reading.event(step).payload);
      if (payload && matches(*payload)) return step;
    }
    throw std::logic_error("no such event");
  }
  Step line(const std::string& text) {
    return find<trace::LineSent>([&](const auto& line) { return line.text == text; });
  }
  Step decision(const std::string& about) {
    return find<trace::Decision>([&](const auto& made) { return made.about == about; });
  }

  const Reading reading{sample_trace()};
  const Catalogue words = catalogue();
  const Narrator narrator{reading, words};
};

TEST_F(NarratorTest, NamesMachinesNotOnlyAddresses) {
  EXPECT_EQ(narrator.explain(line("EHLO mail.example.org")),
            "mail.example.org says to mx1.example.com: EHLO mail.example.org");
}

TEST_F(NarratorTest, ShowsInternationalNamesAsPeopleWriteThem) {
  auto trace = sample_trace();
  for (auto& event : trace.events) {
    auto* decided = std::get_if<trace::Decision>(&event.payload);
    auto* line = std::get_if<trace::LineSent>(&event.payload);
    if (decided && decided->about == "relay") decided->subject = "k@xn--e1afmkfd.test";
    if (line && line->text == "EHLO mail.example.org") line->text = "EHLO xn--e1afmkfd.test";
  }
  const Step relay = decision("relay"), ehlo = line("EHLO mail.example.org");
  const Reading other{std::move(trace)};
  const Narrator about_other{other, words};
  EXPECT_EQ(about_other.explain(relay),
            "mail.example.org takes k@пример.test from ivanov@example.org");
  // What went over the wire stays as it went.
  EXPECT_THAT(about_other.explain(ehlo), HasSubstr("EHLO xn--e1afmkfd.test"));
}

TEST_F(NarratorTest, TakesTheMostSpecialSentence) {
  EXPECT_EQ(
      narrator.explain(find<trace::QueueStep>([](const auto& q) { return q.step == "sent"; })),
      "kozlov@example.com done by mx1.example.com[198.51.100.10]");
  EXPECT_EQ(
      narrator.explain(find<trace::QueueStep>([](const auto& q) { return q.step == "removed"; })),
      "other");
  EXPECT_EQ(narrator.explain(decision("relay")),
            "mail.example.org takes kozlov@example.com from ivanov@example.org");
}

TEST_F(NarratorTest, TellsTheWhyOfADecision) {
  const auto why = narrator.why(decision("relay"));
  EXPECT_TRUE(why.decision);
  EXPECT_EQ(why.sentence, "ivanov@example.org logged in");
  EXPECT_EQ(why.source, "RFC 5321 §3.6.2");
  EXPECT_EQ(why.reply, "250 2.1.5 Recipient accepted");
  ASSERT_THAT(why.inputs, SizeIs(3));
  EXPECT_EQ(why.inputs[1].label, "logged in as");
  EXPECT_EQ(why.inputs[1].value, "ivanov@example.org");
}

TEST_F(NarratorTest, TellsWhyTheOthersLost) {
  const auto why = narrator.why(decision("route"));
  ASSERT_THAT(why.options, SizeIs(2));
  EXPECT_TRUE(why.options[0].chosen);
  EXPECT_FALSE(why.options[1].chosen);
  EXPECT_EQ(why.options[1].choice, "the second host");
  EXPECT_EQ(why.options[1].reason, "the second host has 20, and example.com has better");
}

TEST_F(NarratorTest, AReplyIsExplainedByTheDecisionBehindIt) {
  const auto why = narrator.why(line("250 2.1.5 Recipient accepted"));
  EXPECT_TRUE(why.decision);
  EXPECT_EQ(why.sentence, "ivanov@example.org logged in");
}

TEST_F(NarratorTest, OtherStepsAreExplainedByWhatLedThere) {
  const auto why = narrator.why(line("EHLO pc.example.org"));
  EXPECT_FALSE(why.decision);
  ASSERT_FALSE(why.because.empty());
  EXPECT_THAT(why.because[0].sentence, HasSubstr("220 mail.example.org ESMTP"));
  EXPECT_THAT(why.sentence, HasSubstr("220 mail.example.org ESMTP"));
  EXPECT_EQ(narrator.why(1).sentence, "a beginning");
}

TEST_F(NarratorTest, ADecisionWithoutEvidenceSaysSo) {
  auto trace = sample_trace();
  trace.events[0].payload = trace::Decision{"relay", "x", "refuse", {}, {}, {}, {}, {}};
  const Reading bare(std::move(trace));
  EXPECT_EQ(Narrator(bare, words).why(1).sentence, "no reasons given");
}

TEST_F(NarratorTest, AFactFillsTheFieldThatADecisionLeftEmpty) {
  auto trace = sample_trace();
  trace.events[0].payload = trace::Decision{
      "next-host", "example.com", "mx2.example.com", {}, "next", {{"reply", "451 Not now"}}, {},
      {}};
  const Reading heard(std::move(trace));
  EXPECT_EQ(Narrator(heard, words).why(1).sentence, "because of 451 Not now");
}

TEST_F(NarratorTest, AUnitIsAWord) {
  auto trace = sample_trace();
  trace.events[0].payload = trace::Decision{
      "quota", "ivanov", "refused",
      {},      "quota",  {{"unit", "messages"}, {"used", "messages"}, {"limit", "7"}},
      {},      {}};
  const Reading full(std::move(trace));
  EXPECT_EQ(Narrator(full, words).why(1).sentence, "messages of 7 in letters");
}

TEST_F(NarratorTest, TellsTheTimeOfTheDay) {
  EXPECT_EQ(narrator.clock(5), "10:00:01.000");
}

}  // namespace
}  // namespace mailtown::reader
