#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imap/session_tables.h"
#include "tests/unit/imap/session_talk.h"

namespace mailtown::imap {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Selected : SessionTalk {
  Selected() {
    say("a LOGIN ivanov secret\r\nb SELECT INBOX\r\n");
    EXPECT_EQ(state(), "selected");
  }
};

TEST(ImapSession, GreetsWithItsCapabilities) {
  SessionTalk talk;
  EXPECT_THAT(talk.say(""), StartsWith("* OK [CAPABILITY IMAP4rev1 LITERAL+ "));
}

TEST(ImapSession, OffersNoPasswordsInTheClear) {
  auto options = SessionTalk::options_for_tests();
  options.allow_passwords_in_clear = false;
  options.offers_tls = true;
  SessionTalk talk(options);
  const std::string greeting = talk.say("");
  EXPECT_THAT(greeting, HasSubstr("STARTTLS LOGINDISABLED"));
  EXPECT_THAT(greeting, Not(HasSubstr("AUTH=")));
  EXPECT_THAT(talk.say("a LOGIN ivanov secret\r\n"), StartsWith("a NO [PRIVACYREQUIRED]"));
  EXPECT_THAT(talk.say("b AUTHENTICATE PLAIN\r\n"), StartsWith("b NO [PRIVACYREQUIRED]"));
}

TEST(ImapSession, LogsInInEveryWay) {
  for (const char* bytes : {"a LOGIN ivanov secret\r\n", "a LOGIN {6}\r\nivanov {6}\r\nsecret\r\n",
                            "a LOGIN {6+}\r\nivanov {6+}\r\nsecret\r\n",
                            "a AUTHENTICATE PLAIN AGl2YW5vdgBzZWNyZXQ=\r\n",
                            "a AUTHENTICATE PLAIN\r\nAGl2YW5vdgBzZWNyZXQ=\r\n",
                            "a AUTHENTICATE LOGIN\r\naXZhbm92\r\nc2VjcmV0\r\n"}) {
    SessionTalk talk;
    EXPECT_THAT(talk.say(bytes), HasSubstr("a OK [CAPABILITY ")) << bytes;
    EXPECT_EQ(talk.state(), "authenticated") << bytes;
  }
}

TEST(ImapSession, AWrongPasswordLeavesItWhereItWas) {
  SessionTalk talk;
  EXPECT_THAT(talk.say("a LOGIN ivanov guess\r\n"), HasSubstr("a NO [AUTHENTICATIONFAILED]"));
  EXPECT_THAT(talk.say("a AUTHENTICATE PLAIN\r\n*\r\n"), HasSubstr("a BAD"));
  EXPECT_EQ(talk.state(), "not-authenticated");
  EXPECT_THAT(talk.say("a AUTHENTICATE CRAM-MD5\r\n"), HasSubstr("a NO [CANNOT]"));
}

TEST(ImapSession, TooManyErrorsEndIt) {
  auto options = SessionTalk::options_for_tests();
  options.errors_max = 3;
  SessionTalk talk(options);
  const std::string said = talk.say("a X\r\nb X\r\nc X\r\nd X\r\n");
  EXPECT_THAT(said, HasSubstr("* BYE too many errors"));
  EXPECT_THAT(said, Not(HasSubstr("d BAD")));
  EXPECT_TRUE(talk.is_closed());
}

TEST(ImapSession, AFailedSelectLeavesNothingSelected) {
  Selected talk;
  EXPECT_THAT(talk.say("c SELECT missing\r\n"), HasSubstr("c NO [NONEXISTENT]"));
  EXPECT_EQ(talk.state(), "authenticated");
}

TEST(ImapSession, ExaminedMailboxesAreNotChanged) {
  Selected talk;
  EXPECT_THAT(talk.say("c EXAMINE INBOX\r\n"), HasSubstr("c OK [READ-ONLY]"));
  for (const char* command : {"STORE 1 FLAGS ()", "EXPUNGE", "UID EXPUNGE 1", "MOVE 1 Sent"}) {
    EXPECT_THAT(talk.say(std::string("d ") + command + "\r\n"), StartsWith("d NO [READ-ONLY]"));
  }
  EXPECT_THAT(talk.say("e COPY 1 Sent\r\n"), StartsWith("e OK [COPYUID 1 1 11]"));
}

TEST(ImapSession, TellsExpungesOnlyWhereNumbersMayMove) {
  Selected talk;
  talk.entries().erase(talk.entries().begin());
  talk.entries_changed();
  for (const char* command : {"FETCH 1 FLAGS", "SEARCH ALL", "STORE 2 +FLAGS (\\Seen)"}) {
    EXPECT_THAT(talk.say(std::string("c ") + command + "\r\n"), Not(HasSubstr("EXPUNGE\r\n")))
        << command;
  }
  EXPECT_EQ(talk.say("d NOOP\r\n"), "* 1 EXPUNGE\r\nd OK still here\r\n");
}

TEST(ImapSession, AMessageNumberThatIsNotThereIsAnErrorAndAUidIsNot) {
  Selected talk;
  EXPECT_THAT(talk.say("c FETCH 4 FLAGS\r\n"), StartsWith("c BAD there is no message 4"));
  EXPECT_THAT(talk.say("c SEARCH NOT 4\r\n"), StartsWith("c BAD there is no message 4"));
  EXPECT_THAT(talk.say("c UID FETCH 4:9 FLAGS\r\n"), StartsWith("c OK"));
}

TEST(ImapSession, IdleTakesDoneAndNothingElse) {
  Selected talk;
  EXPECT_THAT(talk.say("c IDLE\r\n"), StartsWith("+ "));
  EXPECT_EQ(talk.state(), "idling");
  EXPECT_EQ(talk.say("done\r\n"), "c OK done\r\n");
  EXPECT_EQ(talk.state(), "selected");
  talk.say("d IDLE\r\n");
  EXPECT_THAT(talk.say("e NOOP\r\n"), StartsWith("d BAD"));
  EXPECT_EQ(talk.state(), "selected");
}

TEST(ImapSession, AppendStreamsItsMessage) {
  Selected talk;
  EXPECT_THAT(talk.say("c APPEND Sent (\\Seen) {5}\r\n"), StartsWith("+ "));
  EXPECT_EQ(talk.say("hello\r\n"), "c OK [APPENDUID 1 4] it is here now\r\n");
  EXPECT_EQ(talk.say("d APPEND Sent {5+}\r\nhello\r\n"), "d OK [APPENDUID 1 4] it is here now\r\n");
  EXPECT_EQ(talk.say("e APPEND {4+}\r\nSent {5+}\r\nhello\r\n"),
            "e OK [APPENDUID 1 4] it is here now\r\n");
}

TEST(ImapSession, ARefusedAppendIsNotTakenForCommands) {
  Selected talk;
  EXPECT_THAT(talk.say("c APPEND missing {5}\r\n"), StartsWith("c NO [TRYCREATE]"));
  EXPECT_THAT(talk.say("d NOOP\r\n"), StartsWith("d OK"));
  const std::string said = talk.say("e APPEND missing {12+}\r\nx LOGOUT\r\nab\r\nf NOOP\r\n");
  EXPECT_THAT(said, StartsWith("e NO [TRYCREATE]"));
  EXPECT_THAT(said, EndsWith("f OK still here\r\n"));
  EXPECT_FALSE(talk.is_closed());
}

// RFC 7888 §4: what is refused is read all the same, however many literals follow.
TEST(ImapSession, SkipsTheLiteralsOfARefusedCommand) {
  SessionTalk talk;
  talk.say("");
  const std::string said =
      talk.say("a SELECT {13+}\r\nx LOGOUT\r\nabc {3+}\r\ndef {4}\r\nb NOOP\r\n");
  EXPECT_EQ(said,
            "a BAD SELECT is out of order here: I expect a log-in first\r\nb OK still here\r\n");
  EXPECT_EQ(talk.literal_bytes(), 0u);
}

TEST(ImapSession, KeepsNoMoreOfACommandThanItsLimit) {
  SessionTalk talk;
  talk.say("");
  EXPECT_THAT(talk.say("a LOGIN {4000000000}\r\n"), StartsWith("a BAD a command has at most"));
  EXPECT_THAT(talk.say("a LOGIN {99999999999999999999999}\r\n"), StartsWith("a BAD"));
  EXPECT_THAT(talk.say("a LOGIN {100000+}\r\n" + std::string(100000, 'x') + " y\r\n"),
              StartsWith("a BAD a command has at most"));
  std::string many = "a LOGIN";
  for (int i = 0; i < 200; ++i) many += " {1000+}\r\n" + std::string(1000, 'x');
  EXPECT_THAT(talk.say(many + "\r\n"), StartsWith("a BAD a command has at most"));
  EXPECT_LT(talk.literal_bytes(), 2 * command_bytes_max);
  EXPECT_THAT(talk.say("b NOOP\r\n"), StartsWith("b OK"));
  EXPECT_THAT(talk.say("c LOGIN {4000000000+}\r\n"), StartsWith("* BYE"));
}

TEST(ImapSession, ALongLineAnnouncesItsLiteralAllTheSame) {
  SessionTalk talk;
  talk.say("");
  const std::string line = "a LOGIN " + std::string(100000, 'x');
  EXPECT_EQ(talk.say(line + " {10+}\r\nx LOGOUT\r\n\r\nb NOOP\r\n"),
            "a BAD a command has at most 65536 bytes\r\nb OK still here\r\n");
}

TEST(ImapSession, SaysClearlyThatUtf8IsNotOffered) {
  SessionTalk talk;
  EXPECT_THAT(talk.say("a LOGIN ivanov secret\r\nb ENABLE UTF8=ACCEPT\r\n"),
              HasSubstr("* ENABLED\r\nb OK UTF8=ACCEPT is not offered"));
}

TEST(ImapTable, NamesOnlyStatesThatItHas) {
  const auto table = server_table();
  EXPECT_EQ(table.protocol, "imap");
  for (const auto& row : table.rows) {
    EXPECT_FALSE(row.states.empty()) << row.verb;
    EXPECT_THAT(row.source, StartsWith("RFC ")) << row.verb;
    if (row.leads_to.empty()) continue;
    EXPECT_THAT(table.states, testing::Contains(row.leads_to)) << row.verb;
  }
}

}  // namespace
}  // namespace mailtown::imap
