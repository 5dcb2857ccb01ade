// The table of formats.
#include "simulator/formats/formats.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/run/run.h"
#include "simulator/run/telling.h"
#include "simulator/scenario/parse.h"

namespace mailtown::formats {
namespace {

TEST(Formats, HaveNamesAndEndingsOfTheirOwn) {
  std::set<std::string_view> names, endings;
  for (const Format& format : all()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_TRUE(endings.insert(format.ending).second) << format.ending;
    EXPECT_EQ(find(format.name), &format);
    EXPECT_TRUE((format.of_trace == nullptr) != (format.of_reading == nullptr)) << format.name;
  }
  EXPECT_EQ(find("papyrus"), nullptr);
}

TEST(Formats, AreCalledSomethingInBothLanguages) {
  for (const auto language : {reader::Language::english, reader::Language::russian}) {
    const auto words = reader::Catalogue::load(language);
    ASSERT_TRUE(words);
    for (const Format& format : all()) {
      EXPECT_TRUE(words->has("ui", "take.kind." + std::string(format.name))) << format.name;
    }
  }
}

// From the trace or from what was read of it: the same file.
TEST(Formats, GiveTheSameFromATraceAndFromAReading) {
  const auto scenario = scenario::load_scenario(reader::home() / "scenarios" / "first-letter.toml");
  ASSERT_TRUE(scenario);
  const auto result = run::run_simulated(*scenario);
  ASSERT_TRUE(result);
  const auto words = reader::Catalogue::load(reader::Language::russian);
  ASSERT_TRUE(words);
  const auto telling = run::telling_of(*scenario, result->trace, "ru");
  EXPECT_FALSE(telling.title.empty());
  const reader::Reading reading(result->trace);
  for (const Format& format : all()) {
    const std::string content = written(format, reading, telling, *words);
    EXPECT_GT(content.size(), 1000u) << format.name;
    EXPECT_EQ(content, written(format, result->trace, telling, *words)) << format.name;
  }
}

}  // namespace
}  // namespace mailtown::formats
