#include "imap/command_codec.h"

#include <gtest/gtest.h>

#include "imap/date_codec.h"
#include "imap/flags_codec.h"

namespace mailtown::imap {
namespace {

using namespace std::chrono;
using How = mailbox::FlagChange::How;

TEST(SplitCommand, TagVerbArguments) {
  const SplitCommand split = split_command("a1 uid fetch 1 FLAGS");
  EXPECT_EQ(split.tag, "a1");
  EXPECT_EQ(split.verb, "UID FETCH");
  EXPECT_EQ(split.arguments, " 1 FLAGS");
  EXPECT_EQ(split_command("a1 NOOP").verb, "NOOP");
  EXPECT_EQ(split_command("a1").verb, "");
  EXPECT_EQ(split_command("a1 UID").verb, "UID");
}

TEST(SplitCommand, WithoutATagThereIsNoCommand) {
  for (const char* text : {"", " NOOP", "* NOOP", "+ NOOP", "a+b NOOP", "\"a\" NOOP", "{1} NOOP",
                           "a(b NOOP", "\xff NOOP"}) {
    EXPECT_EQ(split_command(text).tag, "") << text;
    EXPECT_EQ(split_command(text).verb, "") << text;
  }
  EXPECT_EQ(split_command(std::string(1000, 'a') + " NOOP").tag, "");
}

TEST(LiteralAtEnd, KnowsBothKinds) {
  EXPECT_EQ(literal_at_end("a LOGIN {6}")->bytes, 6u);
  EXPECT_TRUE(literal_at_end("a LOGIN {6}")->synchronizing);
  EXPECT_FALSE(literal_at_end("a LOGIN {6+}")->synchronizing);
  EXPECT_EQ(literal_at_end("{99999999999999999999}")->bytes, UINT64_MAX);
  for (const char* text : {"", "{}", "{+}", "{6", "6}", "{-6}", "{6-}", "{6 }", "{a}", "{6} "}) {
    EXPECT_FALSE(literal_at_end(text)) << "took " << text;
  }
}

TEST(ParseLogin, TakesEachFormOfAString) {
  const auto login = parse_login(" \"ivanov\" {8+}\r\npass wd\"");
  ASSERT_TRUE(login);
  EXPECT_EQ(login->login, "ivanov");
  EXPECT_EQ(login->password, "pass wd\"");
  for (const char* text : {"", " a", " a ", "a b", " a b c", " a  b"}) {
    EXPECT_FALSE(parse_login(text)) << "took '" << text << "'";
  }
}

TEST(ParseAuthenticate, InitialResponseIsOptional) {
  EXPECT_EQ(parse_authenticate(" plain")->mechanism, "PLAIN");
  EXPECT_EQ(parse_authenticate(" PLAIN =")->initial, "=");
  EXPECT_FALSE(parse_authenticate(""));
}

TEST(ParseMailboxCommands, TakeOneName) {
  EXPECT_EQ(parse_select(" inbox")->mailbox, "INBOX");
  EXPECT_TRUE(parse_examine(" a")->read_only);
  EXPECT_EQ(parse_create(" work/")->mailbox, "work");
  EXPECT_FALSE(parse_unsubscribe(" a")->subscribed);
  EXPECT_EQ(parse_rename(" a b")->to, "b");
  EXPECT_FALSE(parse_select(" a b"));
  EXPECT_FALSE(parse_select(" &AGE-"));
  EXPECT_FALSE(parse_rename(" a"));
}

TEST(ParseList, ReferenceAndPattern) {
  const auto list = parse_list(" \"\" %");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->reference, "");
  EXPECT_EQ(list->pattern, "%");
  EXPECT_EQ(parse_lsub(" \"\" \"*\"")->subscribed_only, true);
  EXPECT_EQ(parse_list(" \"\" &BCcENQRABD0EPgQyBDgEOgQ4-*")->pattern, "Черновики*");
  EXPECT_FALSE(parse_list(" \"\""));
  EXPECT_FALSE(parse_list(" \"\" &A"));
}

TEST(ParseStatus, ItemsInParentheses) {
  const auto status = parse_status(" INBOX (MESSAGES unseen)");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->items, (std::vector{StatusItem::messages, StatusItem::unseen}));
  for (const char* text :
       {" INBOX", " INBOX ()", " INBOX MESSAGES", " INBOX (X)", " INBOX (MESSAGES"}) {
    EXPECT_FALSE(parse_status(text)) << "took " << text;
  }
}

TEST(ParseAppend, EverythingUpToTheMessage) {
  const auto append = parse_append(" Sent (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {310+}");
  ASSERT_TRUE(append);
  EXPECT_EQ(append->mailbox, "Sent");
  EXPECT_TRUE(append->flags.flags.seen);
  EXPECT_EQ(append->received, sys_days(1996y / July / 17) + 9h + 44min + 25s);
  EXPECT_EQ(append->bytes, 310u);
  EXPECT_FALSE(append->synchronizing);
  EXPECT_EQ(parse_append(" Sent {0}")->bytes, 0u);
  for (const char* text : {" Sent", " Sent x", " Sent () x", " {4}", " Sent (\\Recent) {1}",
                           " Sent \"17-Jul-1996\" {1}", " Sent () () {1}"}) {
    EXPECT_FALSE(parse_append(text)) << "took " << text;
  }
}

TEST(ParseStore, EveryForm) {
  const auto store = parse_store(" 1:2 +FLAGS.SILENT (\\Deleted $Junk)");
  ASSERT_TRUE(store);
  EXPECT_EQ(store->how, How::add);
  EXPECT_TRUE(store->silent);
  EXPECT_TRUE(store->flags.flags.deleted);
  EXPECT_EQ(store->flags.keywords, std::vector<std::string>{"$Junk"});
  EXPECT_EQ(parse_store(" 1 FLAGS ()")->how, How::replace);
  EXPECT_EQ(parse_store(" 1 -FLAGS \\seen \\Draft")->how, How::remove);
  EXPECT_TRUE(parse_uid_store(" 1 FLAGS ()")->by_uid);
  for (const char* text :
       {"", " 1", " 1 FLAGS", " 1 +FLAGS (", " 1 FLAGS (\\Recent)", " 1 X ()", " 1 FLAGS.LOUD ()",
        " 1 FLAGS (\\X)", " 1 FLAGS (a  b)", " 0 FLAGS ()"}) {
    EXPECT_FALSE(parse_store(text)) << "took " << text;
  }
}

TEST(ParseCopy, SetAndName) {
  EXPECT_EQ(parse_copy(" 2:4 Archive")->mailbox, "Archive");
  EXPECT_TRUE(parse_uid_move(" 2:4 Archive")->move);
  EXPECT_TRUE(parse_uid_move(" 2:4 Archive")->by_uid);
  EXPECT_FALSE(parse_copy(" 2:4"));
}

TEST(ParseId, ChecksTheListAndForgetsIt) {
  EXPECT_TRUE(parse_id(" NIL"));
  EXPECT_TRUE(parse_id(" (\"name\" \"x\" \"version\" NIL)"));
  EXPECT_TRUE(parse_id(" ()"));
  EXPECT_FALSE(parse_id(" (\"name\")"));
  EXPECT_FALSE(parse_id(""));
}

TEST(DateTime, GoesBothWays) {
  const WallTime time = sys_days(2024y / February / 29) + 23h + 59min + 1s;
  EXPECT_EQ(print_date_time(time), "\"29-Feb-2024 23:59:01 +0000\"");
  TokenReader in("\" 9-Feb-2024 01:02:03 +0130\"");
  EXPECT_EQ(read_date_time(in), sys_days(2024y / February / 8) + 23h + 32min + 3s);
  EXPECT_TRUE(in.done(0));
  for (const char* text :
       {"\"9-Feb-2024\"", "\"30-Feb-2024 00:00:00 +0000\"", "\"29-Feb-2024 24:00:00 +0000\"",
        "\"29-Feb-2024 00:00:00\"", "\"\"", "29-Feb-2024"}) {
    TokenReader reader(text);
    read_date_time(reader);
    EXPECT_TRUE(reader.failed()) << "took " << text;
  }
}

TEST(PrintFlags, SystemFlagsThenKeywords) {
  mailbox::Flags flags;
  flags.seen = flags.deleted = true;
  flags.keywords = 0b10;
  EXPECT_EQ(print_flags(flags, true, {"a", "b"}), "(\\Deleted \\Seen \\Recent b)");
  EXPECT_EQ(print_flags({}, false, {"a"}), "()");
  EXPECT_EQ(print_all_flags({"a"}, true), "(\\Answered \\Flagged \\Deleted \\Seen \\Draft a \\*)");
  EXPECT_TRUE(has_flag(flags, "\\sEEN", {}));
  EXPECT_TRUE(has_flag(flags, "B", {"a", "b"}));
  EXPECT_FALSE(has_flag(flags, "a", {"a", "b"}));
  EXPECT_FALSE(has_flag(flags, "c", {"a", "b"}));
}

TEST(MaskCommand, HidesPasswordsAndNothingElse) {
  EXPECT_EQ(mask_command("a1 login ivanov secret"), "a1 LOGIN ****");
  EXPECT_EQ(mask_command("a1 AUTHENTICATE PLAIN AGl2"), "a1 AUTHENTICATE ****");
  EXPECT_EQ(mask_command("a1 SELECT INBOX"), "a1 SELECT INBOX");
}

}  // namespace
}  // namespace mailtown::imap
