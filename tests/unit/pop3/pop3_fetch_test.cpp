// The client against the server.
#include "pop3_world.h"
#include "trace/json_codec.h"

namespace mailtown::pop3 {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string hello = "Subject: one\r\n\r\nHello\r\n";
const std::string dots = "Subject: two\r\n\r\n.\r\n..\r\n.end\r\n";

TEST_F(Pop3WorldTest, FetchesEveryMessageWhole) {
  put("1.a.mx", hello);
  put("2.b.mx", dots);
  std::string large = "Subject: three\r\n\r\n";
  while (large.size() < 200'000) large += "." + std::to_string(large.size()) + "\r\n";
  put("3.c.mx", large);
  start_server();
  MemorySink sink;
  const FetchOutcome outcome = fetched(sink);
  EXPECT_EQ(outcome.to_string(), "3 messages");
  EXPECT_EQ(outcome.bytes, hello.size() + dots.size() + large.size());
  EXPECT_EQ(sink.messages["1.a.mx"], hello);
  EXPECT_EQ(sink.messages["2.b.mx"], dots);
  EXPECT_TRUE(sink.messages["3.c.mx"] == large) << "the large message differs";
  EXPECT_THAT(files(), ElementsAre("cur/1.a.mx:2,S", "cur/2.b.mx:2,S", "cur/3.c.mx:2,S"));
}

TEST_F(Pop3WorldTest, FetchesNothingFromAnEmptyMailbox) {
  start_server();
  MemorySink sink;
  EXPECT_EQ(fetched(sink).to_string(), "0 messages");
}

TEST_F(Pop3WorldTest, RemovesWhatItFetchedIfOrdered) {
  put("1.a.mx", hello);
  put("2.b.mx", dots);
  start_server();
  MemorySink sink;
  const FetchOutcome outcome = fetched(sink, {"ivanov", "secret", true});
  EXPECT_EQ(outcome.to_string(), "2 messages");
  EXPECT_EQ(outcome.removed, 2u);
  EXPECT_THAT(files(), IsEmpty());
  std::vector<std::string> changes;
  for (const auto& change : events<trace::MailboxChanged>()) changes.push_back(change.change);
  EXPECT_THAT(changes, ElementsAre("removed", "removed"));
}

TEST_F(Pop3WorldTest, LeavesOnTheServerWhatItCouldNotKeep) {
  put("1.a.mx", hello);
  put("2.b.mx", dots);
  start_server();
  MemorySink sink;
  sink.fails_at = "2.b.mx";
  const FetchOutcome outcome = fetched(sink, {"ivanov", "secret", true});
  EXPECT_EQ(outcome.to_string(), "RETR: full: planted");
  EXPECT_EQ(outcome.retrieved, 1u);
  EXPECT_EQ(outcome.removed, 1u);
  EXPECT_THAT(files(), ElementsAre("cur/2.b.mx:2,S"));
}

TEST_F(Pop3WorldTest, TellsWhyItMayNotLogIn) {
  start_server();
  MemorySink sink;
  const FetchOutcome outcome = fetched(sink, {"ivanov", "wrong", false});
  EXPECT_EQ(outcome.to_string(), "login: -ERR [AUTH] no such user, or another password");
  ASSERT_THAT(events<trace::Decision>(), SizeIs(1));
  const trace::Decision decision = events<trace::Decision>().front();
  EXPECT_EQ(decision.about, "login");
  EXPECT_EQ(decision.outcome, "refused");
  EXPECT_EQ(decision.rule, "login.wrong");
}

TEST_F(Pop3WorldTest, TellsThatPasswordsMayNotTravelInTheClear) {
  config.allow_passwords_in_clear = false;
  start_server();
  MemorySink sink;
  EXPECT_THAT(fetched(sink).to_string(), HasSubstr("login: -ERR [AUTH] passwords do not travel"));
  for (const auto& line : events<trace::LineReceived>()) {
    EXPECT_THAT(line.text, testing::Not(HasSubstr("PASS"))) << "it sent the password all the same";
  }
}

TEST_F(Pop3WorldTest, TellsThatNobodyListens) {
  MemorySink sink;
  EXPECT_THAT(fetched(sink).to_string(), testing::StartsWith("connect: refused"));
}

TEST_F(Pop3WorldTest, TellsThatTheServerDied) {
  put("1.a.mx", std::string(2'000'000, 'x'));
  start_server();
  MemorySink sink;
  FetchOutcome outcome;
  start_fetch(outcome, sink, {"ivanov", "secret", true});
  while (world.disk(server).files().size() == 2 && world.now() < Instant(110ms)) world.step();
  world.kill(mda);
  world.run_until_idle();
  EXPECT_THAT(outcome.to_string(), HasSubstr("reset"));
  EXPECT_THAT(sink.messages, IsEmpty());
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx"));
}

TEST_F(Pop3WorldTest, PutsNoPasswordIntoTheTrace) {
  password = "hunter2hunter2";
  start_server();
  MemorySink sink;
  (void)fetched(sink, {"ivanov", "hunter2hunter2", false});
  (void)fetched(sink, {"ivanov", "hunter2hunter2 or so", false});
  std::string written;
  for (const trace::Event& event : world.trace().events) trace::append_event(written, event);
  EXPECT_THAT(written, HasSubstr("PASS ****"));
  EXPECT_THAT(written, testing::Not(HasSubstr("hunter2")));
}

TEST_F(Pop3WorldTest, RecordsTheBodyOnceAndWhatPassed) {
  put("1.a.mx", dots);
  start_server();
  talk(log_in + "RETR 1\r\nRETR 1\r\nQUIT\r\n");
  const auto stored = events<trace::BodyStored>();
  ASSERT_THAT(stored, SizeIs(1));
  EXPECT_EQ(stored[0].body, "1.a.mx");
  EXPECT_EQ(stored[0].bytes, dots.size());
  EXPECT_EQ(stored[0].text, trace::visible_text(dots));
  const auto sent = events<trace::BodySent>();
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent[0].bytes, dots.size() + 3 + 3) << "three dots doubled, and the end";
  EXPECT_GT(sent[1].offset, sent[0].offset + sent[0].bytes);
}

TEST_F(Pop3WorldTest, ItsReplyFollowsFromTheDecision) {
  start_server();
  talk(log_in + "QUIT\r\n");
  trace::EventNumber decision = 0;
  for (const trace::Event& event : world.trace().events) {
    if (std::holds_alternative<trace::Decision>(event.payload)) decision = event.number;
    const auto* line = std::get_if<trace::LineSent>(&event.payload);
    if (line && line->text == "+OK 0 messages") {
      EXPECT_EQ(event.cause, decision);
    }
  }
  EXPECT_NE(decision, 0u) << "no decision was recorded";
}

// --- POP before SMTP -----------------------------------------------------------------------------

TEST_F(Pop3WorldTest, NotesWhereSomebodyLoggedInFrom) {
  config.pop_before_smtp = std::chrono::minutes(30);
  start_server();
  MemorySink sink;
  fetched(sink, {"ivanov", "wrong", false});
  EXPECT_EQ(world.disk(server).get("pop-logins"), std::nullopt);
  fetched(sink);
  const auto noted = world.disk(server).get("pop-logins");
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->rfind("198.51.100.1 ", 0), 0u) << *noted;
}

TEST_F(Pop3WorldTest, NotesNothingUnlessItIsTold) {
  start_server();
  MemorySink sink;
  fetched(sink);
  EXPECT_EQ(world.disk(server).get("pop-logins"), std::nullopt);
}

}  // namespace
}  // namespace mailtown::pop3
