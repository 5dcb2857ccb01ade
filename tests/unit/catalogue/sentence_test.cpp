#include "simulator/reader/sentence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::reader {
namespace {

using testing::ElementsAre;

std::string english(std::string_view sentence, const Values& values = {}) {
  return fill(sentence, values, Language::english);
}

TEST(Sentence, FillsInValues) {
  EXPECT_EQ(english("{who} asks {peer}", {{"peer", "ns"}, {"who", "mail"}}), "mail asks ns");
}

TEST(Sentence, LeavesOutAPartWithAnEmptyOrMissingValue) {
  EXPECT_EQ(english("to {a}[ on port {b}]", {{"a", "x"}, {"b", "25"}}), "to x on port 25");
  EXPECT_EQ(english("to {a}[ on port {b}]", {{"a", "x"}, {"b", ""}}), "to x");
  EXPECT_EQ(english("to {a}[ on port {b}]", {{"a", "x"}}), "to x");
}

TEST(Sentence, KeepsOrdinaryBracketsAndDoubledSigns) {
  EXPECT_EQ(english("a [b] c"), "a [b] c");
  EXPECT_EQ(english("[[{a}]] {{a}}", {{"a", "1"}}), "[1] {a}");
}

TEST(Sentence, CountsInEnglish) {
  const auto letters = [](const char* count) {
    return english("{n|letter|letters}", {{"n", count}});
  };
  EXPECT_EQ(letters("0"), "0 letters");
  EXPECT_EQ(letters("1"), "1 letter");
  EXPECT_EQ(letters("2"), "2 letters");
  EXPECT_EQ(letters("many"), "many letters");
}

TEST(Sentence, CountsInRussian) {
  const auto letters = [](const char* count) {
    return fill("{n|письмо|письма|писем}", {{"n", count}}, Language::russian);
  };
  EXPECT_EQ(letters("1"), "1 письмо");
  EXPECT_EQ(letters("3"), "3 письма");
  EXPECT_EQ(letters("5"), "5 писем");
  EXPECT_EQ(letters("11"), "11 писем");
  EXPECT_EQ(letters("14"), "14 писем");
  EXPECT_EQ(letters("21"), "21 письмо");
  EXPECT_EQ(letters("112"), "112 писем");
  EXPECT_EQ(letters("122"), "122 письма");
}

TEST(Sentence, NeverFailsOnBrokenForm) {
  for (const char* broken :
       {"{", "[", "]", "}", "{}", "a {b", "a [b", "[{a", "{a|", "{|}", "[[", "]]"}) {
    english(broken, {{"a", "1"}});
    placeholders(broken);
  }
  EXPECT_EQ(malformed("{}", Language::english), "a placeholder without a name");
}

TEST(Sentence, ListsItsPlaceholders) {
  EXPECT_THAT(placeholders("{b} [{c}] {a|x|y} {b}"), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace mailtown::reader
