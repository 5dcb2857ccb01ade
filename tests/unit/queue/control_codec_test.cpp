#include "queue/control_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown::queue {
namespace {

TEST(ControlCodec, ReadsEachCommandThatItPrints) {
  for (const auto verb : {ControlVerb::list, ControlVerb::hold, ControlVerb::release,
                          ControlVerb::flush, ControlVerb::remove}) {
    const bool needs_letter = verb != ControlVerb::list && verb != ControlVerb::flush;
    const ControlCommand command{.verb = verb, .id = needs_letter ? "3M8kVd2TzWxRbN" : ""};
    const auto line = print_control(command);
    const auto parsed = parse_control(line);
    ASSERT_TRUE(parsed) << line << ": " << parsed.error().message();
    EXPECT_EQ(parsed->verb, command.verb) << line;
    EXPECT_EQ(parsed->id, command.id) << line;
  }
}

TEST(ControlCodec, RefusesEverythingElse) {
  for (const char* line : {"", "LIST", "hold", "hold ", "flush now", "delete 3M8k", " list"}) {
    EXPECT_FALSE(parse_control(line)) << "'" << line << "'";
  }
}

TEST(ControlCodec, ReadsEachLetterThatItPrints) {
  const LetterLine letter{.id = "3M8kVd2TzWxRbN",
                          .state = "waiting",
                          .sender = "",
                          .recipients = {"kozlov@example.com", "\"a b\"@example.net"},
                          .arrived = WallTime(std::chrono::seconds(1893492000)),
                          .next_try = WallTime(std::chrono::seconds(1893492300)),
                          .reply = "451 \"later\"\xff\r\n"};
  const auto line = print_letter_line(letter);
  EXPECT_EQ(line.find('\n'), line.npos) << "a line is one line";
  const auto parsed = parse_letter_line(line);
  ASSERT_TRUE(parsed) << parsed.error().message();
  EXPECT_EQ(parsed->id, letter.id);
  EXPECT_EQ(parsed->recipients, letter.recipients);
  EXPECT_EQ(parsed->arrived, letter.arrived);
  EXPECT_EQ(parsed->next_try, letter.next_try);
  EXPECT_EQ(parsed->reply, letter.reply);
}

TEST(ControlCodec, RefusesLettersThatAreNone) {
  for (const char* line : {"", "ok", "letter", "letter {}", "letter []", "letter {\"id\":3}"}) {
    EXPECT_FALSE(parse_letter_line(line)) << "'" << line << "'";
  }
}

}  // namespace
}  // namespace mailtown::queue
