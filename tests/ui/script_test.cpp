#include "visualizer/script.h"

#include <gtest/gtest.h>

namespace mailtown::view {
namespace {

TEST(Script, ReadsCommandsWithTheirArgumentsAndLines) {
  const Script script = parse_script("tour.script",
                                     "# a tour\n\n  step 12  \nwindow 1280 720\r\n"
                                     "expect  step 12 of 140 # not a comment\nlang ru\nquit");
  ASSERT_EQ(script.error, "");
  ASSERT_EQ(script.commands.size(), 5u);
  EXPECT_EQ(script.commands[0].verb, Verb::step);
  EXPECT_EQ(script.commands[0].line, 3);
  EXPECT_EQ(script.commands[0].numbers, (std::vector<std::int64_t>{12}));
  EXPECT_EQ(script.commands[1].numbers, (std::vector<std::int64_t>{1280, 720}));
  EXPECT_EQ(script.commands[2].text, "step 12 of 140 # not a comment");
  EXPECT_EQ(script.commands[3].text, "ru");
  EXPECT_EQ(script.commands[4].verb, Verb::quit);
}

struct Wrong {
  const char* text;
  const char* error;
};

class WrongScript : public testing::TestWithParam<Wrong> {};

TEST_P(WrongScript, IsRefusedWithItsLine) {
  EXPECT_EQ(parse_script("x.script", GetParam().text).error, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongScript,
    testing::Values(
        Wrong{"home\nfly\n", "x.script:2: there is no command 'fly'; --script-help lists them"},
        Wrong{"step", "x.script:1: 'step' takes: number; this is none: ''"},
        Wrong{"step -3", "x.script:1: 'step' takes: number; this is none: '-3'"},
        Wrong{"step 99999999999999999999",
              "x.script:1: 'step' takes: number; this is none: '99999999999999999999'"},
        Wrong{"window 1280", "x.script:1: 'window' takes: number number; this is none: ''"},
        Wrong{"step 1 2", "x.script:1: 'step' takes no more than: number"},
        Wrong{"lang de", "x.script:1: 'lang' takes one of en|ru, not 'de'"},
        Wrong{"next 3", "x.script:1: 'next' takes no argument"},
        Wrong{"expect", "x.script:1: 'expect' needs TEXT"}));

TEST(Script, HelpNamesEveryCommand) {
  const std::string help = script_help();
  for (const char* name : {"step", "next", "play-frames", "lang", "theme", "size", "window",
                           "filter", "select", "shot", "dump", "expect", "quit"}) {
    EXPECT_NE(help.find(std::string("  ") + name), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace mailtown::view
