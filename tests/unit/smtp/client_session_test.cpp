// The client's machine alone: what it says, and what it makes of each reply.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "smtp/reply_codec.h"
#include "smtp/session_tables.h"
#include "smtp/smtp_client_session.h"

namespace mailtown::smtp::client {
namespace {

Reply reply(const std::string& text) {
  ReplyParser parser;
  std::string_view rest = text;
  for (;;) {
    const std::size_t end = rest.find('\n');
    const auto progress = parser.add_line(rest.substr(0, end));
    if (progress == ReplyParser::Progress::complete) return parser.take();
    rest.remove_prefix(end + 1);
  }
}

std::string said(const Step& step) {
  std::vector<std::string> lines;
  for (const auto& each : step.say) lines.push_back(each.line);
  return fmt::format("{}", fmt::join(lines, "|"));
}

Envelope envelope(std::vector<Address> recipients, bool eight_bit = false) {
  return {{"ivanov", "example.org"}, std::move(recipients), 0, eight_bit};
}
const Address kozlov{"kozlov", "example.com"};
const Address petrov{"petrov", "example.com"};

std::string outcomes(const Session& session) {
  std::vector<std::string> words;
  for (const auto& each : session.outcomes()) {
    words.push_back(fmt::format("{}: {}", to_string(each.stage), each.to_string()));
  }
  return fmt::format("{}", fmt::join(words, "|"));
}

Session greeted(std::vector<Address> recipients, ClientOptions options = {"mail.example.org", {}},
                bool eight_bit = false) {
  Session session(std::move(options));
  EXPECT_TRUE(std::holds_alternative<Connect>(
      session.begin(envelope(std::move(recipients), eight_bit), 100).effect));
  EXPECT_EQ(said(session.connected()), "");
  EXPECT_EQ(said(session.hear(reply("220 mx"))), "EHLO mail.example.org");
  return session;
}

TEST(ClientSession, SaysOneByOneWithoutPipelining) {
  Session session = greeted({kozlov, petrov});
  EXPECT_EQ(said(session.hear(reply("250 mx"))), "MAIL FROM:<ivanov@example.org>");
  EXPECT_EQ(said(session.hear(reply("250 ok"))), "RCPT TO:<kozlov@example.com>");
  EXPECT_EQ(said(session.hear(reply("550 5.1.1 no"))), "RCPT TO:<petrov@example.com>");
  EXPECT_EQ(said(session.hear(reply("250 ok"))), "DATA");
  const Step go_on = session.hear(reply("354 go on"));
  ASSERT_TRUE(std::holds_alternative<SendText>(go_on.effect));
  EXPECT_TRUE(std::get<SendText>(go_on.effect).is_wanted);
  EXPECT_TRUE(std::holds_alternative<AwaitReply>(session.text_sent().effect));
  const Step done = session.hear(reply("250 2.0.0 queued"));
  EXPECT_TRUE(std::holds_alternative<Done>(done.effect));
  EXPECT_EQ(outcomes(session), "RCPT: 550 5.1.1 no|end of data: 250 2.0.0 queued");
  EXPECT_FALSE(session.outcomes()[0].delivered());
  EXPECT_TRUE(session.outcomes()[0].refused_for_good());
  EXPECT_TRUE(session.outcomes()[1].delivered());
}

TEST(ClientSession, SaysAllAtOnceWithPipelining) {
  Session session = greeted({kozlov, petrov});
  EXPECT_EQ(said(session.hear(reply("250-mx\n250-SIZE 500\n250 PIPELINING"))),
            "MAIL FROM:<ivanov@example.org> SIZE=100|RCPT TO:<kozlov@example.com>|"
            "RCPT TO:<petrov@example.com>|DATA");
}

TEST(ClientSession, NobodyLeftUnderPipeliningGetsOnlyTheDot) {
  Session session = greeted({kozlov});
  session.hear(reply("250-mx\n250 PIPELINING"));
  session.hear(reply("250 ok"));
  session.hear(reply("550 no"));
  const Step step = session.hear(reply("354 go on"));
  ASSERT_TRUE(std::holds_alternative<SendText>(step.effect));
  EXPECT_FALSE(std::get<SendText>(step.effect).is_wanted);
  session.text_sent();
  EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("250 queued")).effect));
  EXPECT_EQ(outcomes(session), "RCPT: 550 no");
}

TEST(ClientSession, ARefusedSenderDecidesForAll) {
  for (const char* features : {"250 mx", "250-mx\n250 PIPELINING"}) {
    Session session = greeted({kozlov, petrov});
    session.hear(reply(features));
    Step step = session.hear(reply("451 later"));
    while (!std::holds_alternative<Done>(step.effect)) step = session.hear(reply("503 no"));
    EXPECT_EQ(outcomes(session), "MAIL: 451 later|MAIL: 451 later") << features;
    EXPECT_TRUE(session.is_usable());
  }
}

TEST(ClientSession, ResetsBeforeTheNextMessageAfterAFailedOne) {
  Session session = greeted({kozlov});
  session.hear(reply("250 mx"));
  session.hear(reply("250 ok"));
  EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("550 no")).effect));
  EXPECT_EQ(said(session.begin(envelope({petrov}), 5)), "RSET");
  EXPECT_EQ(said(session.hear(reply("250 ok"))), "MAIL FROM:<ivanov@example.org>");
}

TEST(ClientSession, ManyRecipientsGoInBoundedGroups) {
  Session session = greeted(std::vector<Address>(120, kozlov));
  std::size_t commands = session.hear(reply("250-mx\n250 PIPELINING")).say.size();
  EXPECT_EQ(commands, 50u);
  std::size_t replies = 0;
  for (; replies < 121; ++replies) commands += session.hear(reply("250 ok")).say.size();
  EXPECT_EQ(commands, 122u);  // MAIL, RCPT, DATA
}

TEST(ClientSession, FallsBackToHelo) {
  Session session = greeted({kozlov});
  EXPECT_EQ(said(session.hear(reply("502 what?"))), "HELO mail.example.org");
  EXPECT_EQ(said(session.hear(reply("250 mx"))), "MAIL FROM:<ivanov@example.org>");
}

TEST(ClientSession, ARefusedGreetingIsForEveryMessage) {
  Session session({"mail.example.org", {}});
  session.begin(envelope({kozlov}), 1);
  session.connected();
  EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("554 go away")).effect));
  EXPECT_EQ(outcomes(session), "greeting: 554 go away");
  EXPECT_FALSE(
      session.outcomes()[0].refused_for_good());  // another of the domain's hosts may differ
  EXPECT_FALSE(session.is_usable());
  EXPECT_TRUE(std::holds_alternative<Done>(session.begin(envelope({petrov}), 1).effect));
  EXPECT_EQ(outcomes(session), "greeting: 554 go away");
  EXPECT_EQ(said(session.quit()), "QUIT");
}

TEST(ClientSession, LogsInWithPlain) {
  Session session = greeted({kozlov}, {"mail.example.org", sasl::Credentials{"ivanov", "secret"}});
  EXPECT_EQ(said(session.hear(reply("250-mx\n250 AUTH LOGIN PLAIN"))),
            "AUTH PLAIN AGl2YW5vdgBzZWNyZXQ=");
  EXPECT_EQ(said(session.hear(reply("235 2.7.0 welcome"))), "MAIL FROM:<ivanov@example.org>");
}

TEST(ClientSession, LogsInWithLogin) {
  Session session = greeted({kozlov}, {"mail.example.org", sasl::Credentials{"ivanov", "secret"}});
  EXPECT_EQ(said(session.hear(reply("250-mx\n250 AUTH LOGIN"))), "AUTH LOGIN");
  const Step login = session.hear(reply("334 VXNlcm5hbWU6"));
  EXPECT_EQ(said(login), "aXZhbm92");
  EXPECT_TRUE(login.say[0].is_secret);
  EXPECT_EQ(said(session.hear(reply("334 UGFzc3dvcmQ6"))), "c2VjcmV0");
  EXPECT_EQ(said(session.hear(reply("334 more?"))), "*");
  EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("501 given up")).effect));
  EXPECT_EQ(outcomes(session), "AUTH: 501 given up");
}

TEST(ClientSession, NoKnownLogInIsAFailure) {
  Session session = greeted({kozlov}, {"mail.example.org", sasl::Credentials{"ivanov", "secret"}});
  EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("250-mx\n250 AUTH GSSAPI")).effect));
  EXPECT_EQ(session.outcomes()[0].stage, Stage::auth);
  EXPECT_FALSE(session.outcomes()[0].refused_for_good());
}

TEST(ClientSession, DoesNotSendWhatTheServerCannotTake) {
  Session big = greeted({kozlov});
  EXPECT_TRUE(std::holds_alternative<Done>(big.hear(reply("250-mx\n250 SIZE 99")).effect));
  EXPECT_EQ(std::get<Reply>(big.outcomes()[0].last_word).code, 552);
  Session eight = greeted({kozlov}, {"mail.example.org", {}}, true);
  EXPECT_TRUE(std::holds_alternative<Done>(eight.hear(reply("250-mx\n250 SIZE")).effect));
  EXPECT_EQ(std::get<Reply>(eight.outcomes()[0].last_word).code, 554);
  EXPECT_TRUE(eight.is_usable());
}

TEST(ClientSession, A421EndsEverythingAtAnyPoint) {
  const std::vector<std::string> replies = {"250-mx\n250 PIPELINING", "250 ok", "250 ok", "354 go"};
  for (std::size_t heard = 0; heard <= replies.size(); ++heard) {
    Session session = greeted({kozlov});
    for (std::size_t i = 0; i < heard; ++i) session.hear(reply(replies[i]));
    if (heard == replies.size()) session.text_sent();
    EXPECT_TRUE(std::holds_alternative<Done>(session.hear(reply("421 closing")).effect));
    EXPECT_TRUE(session.is_closed());
    EXPECT_EQ(session.outcomes()[0].to_string(), "421 closing");
    EXPECT_FALSE(session.outcomes()[0].refused_for_good());
  }
}

TEST(ClientTable, KnowsItsStates) {
  const trace::SessionTable table = client_table();
  EXPECT_EQ(table.side, "client");
  for (const auto& row : table.rows) {
    EXPECT_EQ(row.source.substr(0, 4), "RFC ") << row.verb;
    EXPECT_FALSE(row.states.empty()) << row.verb;
  }
}

}  // namespace
}  // namespace mailtown::smtp::client
