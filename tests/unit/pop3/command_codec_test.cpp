#include "pop3/command_codec.h"

#include <gtest/gtest.h>

#include "pop3/reply_codec.h"

namespace mailtown::pop3 {
namespace {

TEST(SplitLine, KnowsVerbsInAnyCase) {
  const SplitLine split = split_line("retr 12");
  EXPECT_EQ(split.verb, "RETR");
  EXPECT_EQ(split.arguments, "12");
  EXPECT_EQ(split_line("").verb, "");
}

TEST(ParsePass, KeepsEveryBlankOfThePassword) {
  EXPECT_EQ(parse_pass(" a b ")->password, " a b ");
  EXPECT_FALSE(parse_pass(""));
}

TEST(ParseAuth, TakesAMechanismAndPerhapsAResponse) {
  EXPECT_EQ(parse_auth("plain")->mechanism, "PLAIN");
  EXPECT_EQ(parse_auth("plain")->initial, std::nullopt);
  EXPECT_EQ(parse_auth("LOGIN  aXZhbm92 ")->initial, "aXZhbm92");
  EXPECT_FALSE(parse_auth("  "));
}

TEST(ParseNumbers, TakesDigitsAndNothingElse) {
  EXPECT_EQ(parse_retr("12")->number, 12u);
  EXPECT_EQ(parse_retr(" 12 ")->number, 12u);
  for (const char* text : {"", "0", "-1", "+1", "1x", "1 2", "4294967296", "0x1"}) {
    EXPECT_FALSE(parse_retr(text)) << "took '" << text << "'";
    EXPECT_FALSE(parse_dele(text)) << "took '" << text << "'";
  }
}

TEST(ParseList, NumberIsOptional) {
  EXPECT_EQ(parse_list("")->number, std::nullopt);
  EXPECT_EQ(parse_list("3")->number, 3u);
  EXPECT_FALSE(parse_list("x"));
  EXPECT_EQ(parse_uidl("3")->number, 3u);
}

TEST(ParseTop, NeedsBothNumbers) {
  EXPECT_EQ(parse_top("3 0")->lines, 0u);
  EXPECT_EQ(parse_top("3   10")->lines, 10u);
  for (const char* text : {"", "3", "3 ", "3 x", "0 1", "3 -1", "3 1 1"}) {
    EXPECT_FALSE(parse_top(text)) << "took '" << text << "'";
  }
}

TEST(ParseAlone, RefusesArguments) {
  EXPECT_TRUE(parse_stat(""));
  EXPECT_FALSE(parse_stat("1"));
  EXPECT_FALSE(parse_quit("now"));
}

TEST(PrintCommand, GivesTheLine) {
  EXPECT_EQ(print_command(User{"ivanov"}), "USER ivanov");
  EXPECT_EQ(print_command(List{}), "LIST");
  EXPECT_EQ(print_command(Uidl{2}), "UIDL 2");
  EXPECT_EQ(print_command(Top{2, 0}), "TOP 2 0");
  EXPECT_EQ(print_command(Dele{2}), "DELE 2");
}

TEST(MaskCommand, HidesThePasswordInAnyCase) {
  EXPECT_EQ(mask_command("PASS secret word"), "PASS ****");
  EXPECT_EQ(mask_command("pass secret"), "pass ****");
  EXPECT_EQ(mask_command("USER ivanov"), "USER ivanov");
  EXPECT_EQ(mask_command("AUTH PLAIN AGl2YW5vdgBzZWNyZXQ="), "AUTH PLAIN ****");
  EXPECT_EQ(mask_command("auth   login  c2VjcmV0"), "auth   login ****");
  EXPECT_EQ(mask_command("AUTH PLAIN"), "AUTH PLAIN");
  EXPECT_EQ(mask_command("AUTH"), "AUTH");
}

TEST(Reply, PrintsCodeAndListing) {
  EXPECT_EQ(Reply::no("IN-USE", "wait").to_string(), "-ERR [IN-USE] wait");
  EXPECT_EQ(print_reply(Reply::yes("two", {"1 10", "2 20"})),
            (std::vector<std::string>{"+OK two", "1 10", "2 20", "."}));
  EXPECT_EQ(print_reply(Reply::yes("none", {})), (std::vector<std::string>{"+OK none", "."}));
}

TEST(Reply, IsParsedAsItWasPrinted) {
  for (const Reply& reply : {Reply::yes("fine"), Reply::yes(""), Reply::no("AUTH", "no such user"),
                             Reply::no("", "what?"), Reply::no("SYS/TEMP", "")}) {
    EXPECT_EQ(parse_reply(reply.to_string()), reply) << reply.to_string();
  }
}

TEST(Reply, IsNothingElse) {
  for (const char* line : {"", "OK", "+OKAY", "-ERROR", "220 hello", "+ok fine"}) {
    EXPECT_FALSE(parse_reply(line)) << "took '" << line << "'";
  }
}

}  // namespace
}  // namespace mailtown::pop3
