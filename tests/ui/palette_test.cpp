// The palette's entries, and how keys and the mouse carry them out.
#include "visualizer/palette.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "visualizer/window.h"

namespace mailtown::view {
namespace {

class PaletteTest : public testing::Test {
 protected:
  PaletteTest() : run_(ShownRun::make({reader::sample_trace(), {}}, {}).value()), view_(*run_) {
    view_.set_palette(true);
  }
  std::vector<std::string> entries() {
    std::vector<std::string> words;
    for (const auto& entry : palette_entries(view_)) words.push_back(entry.words);
    return words;
  }
  std::vector<std::string> entries_for(const char* typed) {
    view_.set_palette(true);
    view_.type(typed);
    return entries();
  }

  std::unique_ptr<ShownRun> run_;
  View view_;
};

using Words = std::vector<std::string>;

TEST_F(PaletteTest, OffersEveryActionUntilSomethingIsTyped) {
  EXPECT_EQ(entries().size(), actions().size());
}

TEST_F(PaletteTest, FindsByWordsOfEitherLanguageInCapitalsToo) {
  const Words larger{view_.words().ui("view.do.larger")};
  EXPECT_EQ(entries_for("LARGER"), larger);
  EXPECT_EQ(entries_for("КРУПНЕЕ"), larger);
  EXPECT_FALSE(entries_for("вперёд").empty());
  EXPECT_EQ(entries_for("ВПЕРЁД"), entries_for("вперёд"));
  EXPECT_EQ(entries_for("no such thing"), Words{});
}

TEST_F(PaletteTest, FollowsWhatIsTypedAndTheLanguage) {
  entries_for("large");
  view_.type("r");
  EXPECT_EQ(entries(), Words{view_.words().ui("view.do.larger")});
  view_.switch_language();
  EXPECT_EQ(entries(), Words{view_.run().catalogue(Language::russian).ui("view.do.larger")});
  while (!view_.palette().typed.empty()) view_.erase_typed();
  EXPECT_EQ(entries().size(), actions().size());
}

TEST_F(PaletteTest, OffersABreakpointOnlyAtAMachineOfTheRun) {
  EXPECT_EQ(entries_for("host mx1.example.com").size(), 1u);
  EXPECT_EQ(entries_for("host mx2.example.com"), Words{});
}

TEST_F(PaletteTest, WhatIsClickedIsCarriedOutAsWithEnter) {
  EXPECT_EQ(act_on_pick(view_), WindowAction::none);
  EXPECT_TRUE(view_.palette().is_open) << "nothing was picked";
  ASSERT_EQ(entries_for("full screen").size(), 1u);
  view_.pick(0);
  EXPECT_EQ(act_on_pick(view_), WindowAction::full_screen);
  EXPECT_FALSE(view_.palette().is_open);
  EXPECT_EQ(act_on_pick(view_), WindowAction::none) << "once only";

  ASSERT_EQ(entries_for("40").size(), 1u);
  view_.pick(0);
  EXPECT_EQ(act_on_pick(view_), WindowAction::none);
  EXPECT_EQ(view_.step(), 40u);
}

TEST_F(PaletteTest, EnterHandsWhatConcernsTheWindowBack) {
  entries_for("full screen");
  KeyPress enter;
  ASSERT_TRUE(key_by_name("Enter", enter));
  EXPECT_EQ(press(enter, view_), WindowAction::full_screen);
  EXPECT_FALSE(view_.palette().is_open);
}

}  // namespace
}  // namespace mailtown::view
