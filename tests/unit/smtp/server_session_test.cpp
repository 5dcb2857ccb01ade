// The server's machine alone: no stream, no coroutine.
#include <gtest/gtest.h>

#include "smtp/session_tables.h"
#include "smtp/smtp_server_session.h"

namespace mailtown::smtp::server {
namespace {

Session make_session() {
  ServerOptions options;
  options.hostname = "mx1.example.com";
  return Session(options, {IpAddress::v4({198, 51, 100, 7}), 4242},
                 {IpAddress::v4({192, 0, 2, 25}), 25});
}

wire::Line line(std::string text) {
  return {wire::Line::Kind::complete, std::move(text), 0};
}

// Says `text` and accepts whatever it asks.
Step say(Session& session, const std::string& text) {
  const Turn turn = session.take_line(line(text));
  if (const auto* step = std::get_if<Step>(&turn)) return *step;
  return session.answer(Answer::accept());
}

TEST(ServerSession, ConnectingIsAQuestion) {
  Session session = make_session();
  EXPECT_STREQ(session.state_name(), "connecting");
  const Turn turn = session.connect();
  ASSERT_TRUE(std::holds_alternative<Question>(turn));
  EXPECT_TRUE(std::holds_alternative<ClientConnected>(std::get<Question>(turn)));
  Answer answer = Answer::accept();
  answer.ptr_name = "mail.example.org";
  EXPECT_EQ(session.answer(answer).reply.code, 220);
  EXPECT_STREQ(session.state_name(), "greeted");
  EXPECT_EQ(session.info().ptr_name, "mail.example.org");
}

TEST(ServerSession, WalksThroughATransaction) {
  Session session = make_session();
  session.connect();
  session.answer(Answer::accept());
  EXPECT_EQ(say(session, "EHLO mail.example.org").reply.code, 250);
  EXPECT_EQ(session.info().helo, "mail.example.org");
  EXPECT_TRUE(session.info().extended);

  const Turn mail = session.take_line(line("MAIL FROM:<ivanov@example.org> SIZE=10"));
  EXPECT_EQ(std::get<SenderGiven>(std::get<Question>(mail)).sender.to_string(),
            "ivanov@example.org");
  EXPECT_EQ(session.answer(Answer::accept()).reply.code, 250);

  const Turn rcpt = session.take_line(line("RCPT TO:<kozlov@example.com>"));
  const auto& given = std::get<RecipientGiven>(std::get<Question>(rcpt));
  EXPECT_EQ(given.sender.to_string(), "ivanov@example.org");
  EXPECT_EQ(given.recipient.to_string(), "kozlov@example.com");
  EXPECT_EQ(session.answer(Answer::accept()).reply.code, 250);

  const Turn data = session.take_line(line("DATA"));
  const Envelope& envelope = std::get<MessageAnnounced>(std::get<Question>(data)).envelope;
  EXPECT_EQ(envelope.recipients.size(), 1u);
  EXPECT_EQ(envelope.declared_size, 10u);
  const Step go_on = session.answer(Answer::accept());
  EXPECT_EQ(go_on.reply.code, 354);
  EXPECT_TRUE(std::holds_alternative<ReceiveText>(go_on.effect));

  const Turn ended = session.text_ended({DataFault::none, std::nullopt, "Q7"});
  EXPECT_EQ(std::get<Step>(ended).reply.to_string(), "250 2.0.0 Ok: queued as Q7");
  EXPECT_STREQ(session.state_name(), "ready");
}

TEST(ServerSession, ARefusalLeavesTheStateAsItWas) {
  Session session = make_session();
  session.connect();
  session.answer(Answer::accept());
  say(session, "EHLO mail.example.org");
  say(session, "MAIL FROM:<ivanov@example.org>");
  session.take_line(line("RCPT TO:<nobody@example.com>"));
  EXPECT_EQ(session.answer(Answer::refuse(Reply(550, {5, 1, 1}, "no"))).reply.code, 550);
  EXPECT_STREQ(session.state_name(), "sender-known");
}

TEST(ServerSession, A421OfTheServiceCloses) {
  Session session = make_session();
  session.connect();
  session.answer(Answer::accept());
  say(session, "EHLO mail.example.org");
  session.take_line(line("MAIL FROM:<ivanov@example.org>"));
  const Step step = session.answer(Answer::refuse(Reply(421, {4, 7, 0}, "enough of you")));
  EXPECT_TRUE(std::holds_alternative<Close>(step.effect));
  EXPECT_TRUE(session.is_closed());
}

TEST(ServerSession, StopsWith421) {
  Session session = make_session();
  const Step step = session.stop();
  EXPECT_EQ(step.reply.code, 421);
  EXPECT_TRUE(std::holds_alternative<Close>(step.effect));
}

// The table itself: what documents and the visualizer draw.
TEST(ServerTable, EveryStateIsReachedAndEveryRowHasItsSource) {
  const trace::SessionTable table = server_table();
  EXPECT_EQ(table.protocol, "smtp");
  EXPECT_EQ(table.side, "server");
  const auto knows = [&](const std::string& state) {
    return std::find(table.states.begin(), table.states.end(), state) != table.states.end();
  };
  for (const auto& row : table.rows) {
    EXPECT_EQ(row.source.substr(0, 4), "RFC ") << row.verb;
    EXPECT_FALSE(row.states.empty()) << row.verb;
    for (const auto& state : row.states) EXPECT_TRUE(knows(state)) << row.verb << ": " << state;
    if (!row.leads_to.empty()) {
      EXPECT_TRUE(knows(row.leads_to)) << row.verb << ": " << row.leads_to;
    }
  }
}

}  // namespace
}  // namespace mailtown::smtp::server
