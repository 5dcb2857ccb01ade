#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/report/page.h"
#include "simulator/report/report.h"
#include "tests/unit/reader/sample_trace.h"
#include "tests/unit/reader/trace_builder.h"
#include "tests/unit/report/mermaid_check.h"

namespace mailtown::report {
namespace {

using reader::Catalogue;
using reader::Language;
using reader::Reading;
using reader::Step;
using reader::Telling;
using testing::HasSubstr;
using testing::Not;

Catalogue shipped(Language language) {
  auto catalogue = Catalogue::load(language);
  if (!catalogue) throw std::runtime_error(catalogue.error().message());
  return std::move(*catalogue);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class SampleReport : public testing::Test {
 protected:
  std::string story(const StoryOptions& options = {}) {
    return report::story(reading, telling, english, options);
  }
  Step delivered() const {
    for (Step step = 1; step <= reading.steps(); ++step) {
      if (std::holds_alternative<trace::Delivered>(reading.event(step).payload)) return step;
    }
    return 0;
  }

  const Reading reading{reader::sample_trace()};
  const Catalogue english = shipped(Language::english), russian = shipped(Language::russian);
  Telling telling{"A letter; and \"more\"",
                  "How a letter travels.",
                  {"The look-up."},
                  {{"it arrives", {delivered()}, "Here it lies."}, {"a miracle", {}, "Look!"}}};
};

TEST_F(SampleReport, TellsTitleAimsActsBeatsAndEnd) {
  const auto text = story();
  EXPECT_EQ(lines_of(text).at(0), telling.title);
  for (const char* part : {"What you learn", "How a letter travels.", "Watch for", "The look-up.",
                           "Act 1", "Act 2", "ivanov@example.org presses", "EHLO mail.example.org",
                           "★ Here it lies.", "did not happen in this run: a miracle",
                           "What came out", "delivered to kozlov@example.com"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_F(SampleReport, ListsWhatToWatchForUnderOneHeading) {
  telling.watch = {"The look-up.", "The mailbox."};
  const auto text = story();
  EXPECT_EQ(text.find("Watch for"), text.rfind("Watch for"));
  EXPECT_THAT(text, HasSubstr("Watch for\n  • The look-up.\n  • The mailbox.\n"));
}

TEST_F(SampleReport, NamesNoHostWithTwoDots) {
  StoryOptions full;
  full.length = Length::full;
  EXPECT_THAT(story(full), Not(HasSubstr("..")));
}

// Keys and placeholders that the catalogue could not fill; a Russian quotation is none.
std::set<std::string> holes(const std::string& text) {
  std::set<std::string> found;
  for (const char* section : {"ui", "event", "rule", "lost", "fact", "word", "gloss", "error"}) {
    const auto begin = "«" + std::string(section) + ".";
    for (auto at = text.find(begin); at != text.npos; at = text.find(begin, at + 1)) {
      found.insert(text.substr(at, text.find("»", at) - at));
    }
  }
  return found;
}

TEST_F(SampleReport, NamesNothingThatIsUnknown) {
  for (const auto* catalogue : {&english, &russian}) {
    for (const auto length : {Length::brief, Length::normal, Length::full}) {
      const auto text =
          report::story(reading, telling, *catalogue, {.width = 200, .length = length});
      EXPECT_THAT(holes(text), testing::IsEmpty());
    }
  }
}

TEST_F(SampleReport, KeepsToTheWidth) {
  for (const int width : {40, 60, 80, 120}) {
    for (const auto& line : lines_of(story({.width = width}))) {
      EXPECT_LE(columns(line), width) << line;
    }
  }
}

TEST_F(SampleReport, StepNumbersAreThoseOfTheTrace) {
  bool found = false;
  const auto label = std::to_string(delivered()) + "  10:00:";
  for (const auto& line : lines_of(story())) found = found || line.find(label) != line.npos;
  EXPECT_TRUE(found) << "no line for step " << delivered();
}

TEST_F(SampleReport, ColourAddsOnlyEscapes) {
  const auto plain = story();
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  std::string stripped;
  const auto coloured = story({.colour = true});
  EXPECT_THAT(coloured, HasSubstr("\x1b["));
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b') {
      i = coloured.find('m', i);
    } else {
      stripped += coloured[i];
    }
  }
  EXPECT_EQ(stripped, plain);
}

TEST_F(SampleReport, LongerStoriesTellMore) {
  const auto brief = lines_of(story({.length = Length::brief})).size();
  const auto normal = lines_of(story()).size();
  const auto full = lines_of(story({.length = Length::full})).size();
  EXPECT_LT(brief, normal);
  EXPECT_LT(normal, full);
}

TEST_F(SampleReport, ExplainsACommandOfImapWhicheverNumbersItTakes) {
  reader::TraceBuilder builder;
  builder.machine("pc.example.org", "example.org", "192.0.2.10", {"user"});
  builder.machine("mail.example.org", "example.org", "192.0.2.1", {"mda"});
  reader::Talk talk(builder, 0, 1, *Endpoint::parse("192.0.2.10:50000"),
                    *Endpoint::parse("192.0.2.1:143"), "imap", "mail.example.org", 0);
  talk.client_says("A1 UID FETCH 1:* (FLAGS)");
  talk.client_says("A2 FETCH 1:* (FLAGS)");
  const auto text =
      report::story(Reading(builder.trace), {}, english, {.width = 200, .length = Length::full});
  const auto gloss = english.text("gloss", "imap.command.FETCH");
  const auto at = text.find(gloss);
  EXPECT_LT(at, text.find("A2 FETCH")) << text;
  EXPECT_EQ(text.find(gloss, at + 1), text.npos) << "once is enough";
}

TEST_F(SampleReport, SpeaksRussian) {
  const auto text = report::story(reading, telling, russian);
  EXPECT_THAT(text, HasSubstr("Чему это учит"));
  EXPECT_THAT(text, HasSubstr("ivanov@example.org нажимает «Отправить»"));
  EXPECT_THAT(text, Not(HasSubstr("presses")));
}

TEST_F(SampleReport, ADamagedTraceIsToldAsFarAsItGoes) {
  auto file = json(reading.trace());
  file.resize(file.size() / 2);
  const Reading half(trace::read_trace(file));
  ASSERT_FALSE(half.damage().empty());
  const auto text = report::story(half, telling, english);
  EXPECT_THAT(text, HasSubstr("EHLO pc.example.org"));
  EXPECT_THAT(text, HasSubstr("The trace is damaged, and the account ends here (line "));
}

TEST_F(SampleReport, CutAnywhereItIsStillTold) {
  const auto file = json(reading.trace());
  for (std::size_t bytes = 0; bytes < file.size(); bytes += 997) {
    const Reading part(trace::read_trace(std::string_view(file).substr(0, bytes)));
    EXPECT_FALSE(report::story(part, telling, english).empty());
    EXPECT_EQ(mermaid_error(mermaid(part, telling, english)), "");
  }
}

TEST_F(SampleReport, JsonReadsBackAsTheSameTrace) {
  const auto file = json(reading.trace());
  const auto again = trace::read_trace(file);
  EXPECT_EQ(again.damage, "");
  EXPECT_EQ(json(again.trace), file);
}

TEST_F(SampleReport, ExplainsOneStep) {
  const auto text = explanation(reading, delivered(), english);
  EXPECT_THAT(text, HasSubstr("Step " + std::to_string(delivered())));
  EXPECT_THAT(text, HasSubstr("mx1.example.com"));
  EXPECT_THAT(text, HasSubstr("What led here"));
}

TEST_F(SampleReport, ExplainingAnImpossibleStepSaysSo) {
  const auto last = std::to_string(reading.steps());
  EXPECT_THAT(explanation(reading, 0, english),
              HasSubstr("There is no step 0: the run has steps 1 to " + last));
  EXPECT_THAT(explanation(reading, reading.steps() + 1, english), HasSubstr("There is no step"));
}

TEST_F(SampleReport, TheDiagramIsMermaid) {
  for (const auto* catalogue : {&english, &russian}) {
    const auto text = mermaid(reading, telling, *catalogue);
    EXPECT_EQ(mermaid_error(text), "") << text;
  }
}

TEST_F(SampleReport, TheDiagramShowsLinesLossesAndDecisions) {
  const auto text = mermaid(reading, telling, english);
  EXPECT_THAT(text, HasSubstr("participant m1 as pc.example.org"));
  EXPECT_THAT(text, HasSubstr("->>m6: EHLO mail.example.org"));
  EXPECT_THAT(text, HasSubstr("MAIL FROM:#lt;ivanov@example.org#gt;"));
  EXPECT_THAT(text, HasSubstr("-xm3: example.com MX"));
  EXPECT_THAT(text, HasSubstr("Note over m2:"));
  EXPECT_THAT(text, HasSubstr("title A letter  and \"more\""));
}

TEST(MermaidCheck, FindsPlantedErrors) {
  const std::string head = "sequenceDiagram\n    participant m1 as a\n    participant m2 as b\n";
  EXPECT_EQ(mermaid_error(head + "    m1->>m2: hello\n"), "");
  for (const char* broken : {"    m1->>m2: a; b\n", "    m1->>m2: a # b\n",
                             "    m1->>m3: who is that\n", "    m1->m: x\n", "    m1->>m2:\n",
                             "    Note over m9: x\n", "    participant m1 as c\n", "    hello\n"}) {
    EXPECT_NE(mermaid_error(head + broken), "") << broken;
  }
  EXPECT_NE(mermaid_error("graph TD\n"), "");
}

TEST(Page, WrapsAtSpacesAndIndents) {
  Page page(40, false);
  page.paragraph("one two three four five six seven eight nine ten", Style::plain, 4, "1");
  EXPECT_EQ(page.take(), "1   one two three four five six seven\n    eight nine ten\n");
}

TEST(Page, CutsWordsThatAreLongerThanALine) {
  Page page(40, false);
  page.paragraph(std::string(90, 'x'), Style::plain, 4);
  for (const auto& line : lines_of(page.take())) EXPECT_LE(columns(line), 40);
}

TEST(Page, CountsCharactersNotBytes) {
  EXPECT_EQ(columns("письмо →"), 8);
}

}  // namespace
}  // namespace mailtown::report
