#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/reader/rule_places.h"
#include "tests/unit/catalogue/catalogue_check.h"

namespace mailtown::reader {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string lines(const Findings& findings) {
  return fmt::format("{}\n", fmt::join(findings, "\n"));
}

Catalogue shipped(Language language) {
  auto catalogue = Catalogue::load(language);
  if (!catalogue) throw std::runtime_error(catalogue.error().message());
  return std::move(*catalogue);
}

// --- the catalogues that the project ships -------------------------------------------------------

class Shipped : public testing::Test {
 protected:
  void expect_none(const Findings& findings) { EXPECT_TRUE(findings.empty()) << lines(findings); }
  const Catalogue english = shipped(Language::english), russian = shipped(Language::russian);
};

TEST_F(Shipped, HaveTheSameKeysInBothLanguages) {
  expect_none(missing_keys(english, russian));
  expect_none(missing_keys(russian, english));
}

TEST_F(Shipped, AreWellFormed) {
  expect_none(malformed_sentences(english));
  expect_none(malformed_sentences(russian));
}

TEST_F(Shipped, NameTheSameValuesInBothLanguages) {
  expect_none(different_placeholders(english, russian));
}

TEST_F(Shipped, HaveASentenceForEveryKindOfEvent) {
  expect_none(kinds_without_sentence(english));
}

TEST_F(Shipped, NameOnlyWhatEventsHold) {
  expect_none(unfillable_placeholders(english));
  expect_none(unfillable_placeholders(russian));
}

TEST_F(Shipped, TellOfNoRuleThatTheSourceDoesNotApply) {
  const auto places = RulePlaces::read(MAILTOWN_SOURCE_DIR);
  for (const auto& [rule, sentence] : english.sections().at("rule")) {
    EXPECT_NE(places.find(rule), nullptr) << rule;
  }
}

TEST_F(Shipped, ExplainEveryKeyThatTheSourceUses) {
  expect_none(unexplained_keys(std::filesystem::path(MAILTOWN_SOURCE_DIR) / "reference", english));
}

// --- planted defects -----------------------------------------------------------------------------

class Planted : public testing::Test {
 protected:
  Planted() : folder_(std::filesystem::path(testing::TempDir()) / unique_name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Planted() override { std::filesystem::remove_all(folder_); }

  static std::string unique_name() {
    return std::string("catalogue-") +
           testing::UnitTest::GetInstance()->current_test_info()->name();
  }
  void write(const std::string& file, const std::string& text) {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  Catalogue load(const std::string& folder, Language language = Language::english) {
    auto catalogue = Catalogue::load(folder_ / folder, language);
    if (!catalogue) throw std::runtime_error(catalogue.error().message());
    return std::move(*catalogue);
  }
  std::string error_of(const std::string& folder) {
    const auto catalogue = Catalogue::load(folder_ / folder, Language::english);
    return catalogue ? "no error" : catalogue.error().message();
  }

  std::filesystem::path folder_;
};

TEST_F(Planted, KeyInOneLanguageOnly) {
  write("en/a.toml", "[ui]\n\"both\" = \"x\"\n\"lonely\" = \"x\"\n");
  write("ru/a.toml", "[ui]\n\"both\" = \"x\"\n");
  EXPECT_THAT(missing_keys(load("en"), load("ru")), ElementsAre(HasSubstr("[ui] \"lonely\"")));
  EXPECT_THAT(missing_keys(load("ru"), load("en")), IsEmpty());
}

TEST_F(Planted, KeyInTwoFiles) {
  write("en/a.toml", "[ui]\n\"key\" = \"x\"\n");
  write("en/b.toml", "[ui]\n\n\"key\" = \"y\"\n");
  EXPECT_THAT(error_of("en"), HasSubstr("b.toml:3: [ui] \"key\" twice"));
}

TEST_F(Planted, KeyWithAnUnquotedDot) {
  write("en/a.toml", "[ui]\nsome.key = \"x\"\n");
  EXPECT_THAT(error_of("en"), HasSubstr("quote keys with dots"));
}

TEST_F(Planted, BrokenFile) {
  write("en/a.toml", "[ui]\n\"key\" = \n");
  EXPECT_THAT(error_of("en"), HasSubstr("a.toml:2"));
}

TEST_F(Planted, NoFolder) {
  EXPECT_THAT(error_of("nowhere"), HasSubstr("no catalogue in"));
}

TEST_F(Planted, MalformedSentences) {
  write("ru/a.toml",
        "[ui]\n\"brace\" = \"{name\"\n\"part\" = \"a [b {c}\"\n"
        "\"forms\" = \"{n|письмо|писем}\"\n\"good\" = \"{n|письмо|письма|писем}\"\n");
  const auto findings = malformed_sentences(load("ru", Language::russian));
  EXPECT_THAT(findings, ElementsAre(HasSubstr("\"brace\""), HasSubstr("needs 3 forms"),
                                    HasSubstr("\"part\"")));
}

TEST_F(Planted, OtherPlaceholderInTheOtherLanguage) {
  write("en/a.toml", "[ui]\n\"key\" = \"{one} {two}\"\n\"same\" = \"{a} {b}\"\n");
  write("ru/a.toml", "[ui]\n\"key\" = \"{one} {three}\"\n\"same\" = \"{b} {a}\"\n");
  EXPECT_THAT(different_placeholders(load("en"), load("ru")),
              ElementsAre(HasSubstr("{one, two}, the other language {one, three}")));
}

TEST_F(Planted, KindWithoutSentenceAndSentenceWithoutKind) {
  write("en/a.toml", "[event]\n\"line.sent\" = \"x\"\n\"line.whispered\" = \"x\"\n");
  const auto findings = kinds_without_sentence(load("en"));
  EXPECT_THAT(findings, Contains(HasSubstr("\"line.received\" is missing")));
  EXPECT_THAT(findings, Contains(HasSubstr("\"line.whispered\" is for no kind")));
  EXPECT_THAT(findings, Not(Contains(HasSubstr("\"line.sent\""))));
}

TEST_F(Planted, PlaceholderThatTheKindHasNot) {
  write("en/a.toml",
        "[event]\n\"line.sent\" = \"{who} {text} {colour}\"\n"
        "\"queue.step.sent\" = \"{relay} {text}\"\n"
        "[fact]\n\"domain\" = \"domain\"\n[rule]\n\"route.mx\" = \"{domain} {planet}\"\n");
  EXPECT_THAT(unfillable_placeholders(load("en")),
              ElementsAre(HasSubstr("{colour}, which line.sent has not"),
                          HasSubstr("{text}, which queue.step has not"),
                          HasSubstr("{planet}, which decision has not")));
}

TEST_F(Planted, KeyInTheSourceWithoutSentence) {
  write("en/a.toml", "[rule]\n\"route.mx\" = \"x\"\n[lost]\n\"route.worse\" = \"x\"\n");
  write("source/a.cpp",
        "Evidence evidence{.rule = \"route.mx\"}; because(\"route.new\");\n"
        "Evidence other{\"pledge.kept\", {}}; lost_because = \"route.worse\";\n");
  EXPECT_THAT(unexplained_keys(folder_ / "source", load("en")),
              ElementsAre(HasSubstr("\"pledge.kept\""), HasSubstr("\"route.new\"")));
}

TEST_F(Planted, WhatIsUnknownShowsInTheText) {
  write("en/a.toml", "[ui]\n\"key\" = \"{known} {unknown}\"\n");
  const auto catalogue = load("en");
  EXPECT_EQ(catalogue.ui("key", {{"known", "yes"}}), "yes «unknown»");
  EXPECT_EQ(catalogue.ui("nothing"), "«ui.nothing»");
}

}  // namespace
}  // namespace mailtown::reader
