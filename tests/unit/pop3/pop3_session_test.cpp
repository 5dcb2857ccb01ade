// The server's machine alone: every row of its table, without a stream or a disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pop3/pop3_server_session.h"
#include "pop3/session_tables.h"

namespace mailtown::pop3::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FakeMaildrop : public Maildrop {
 public:
  explicit FakeMaildrop(std::vector<MaildropMessage> messages) : messages_(std::move(messages)) {}
  const std::vector<MaildropMessage>& messages() const override { return messages_; }
  Result<std::unique_ptr<File>> open(std::size_t, Tracer) override {
    return Failure{FailureKind::not_found, "a fake"};
  }
  Task<Result<>> update(MaildropUpdate, Tracer) override { co_return Result<>(); }

 private:
  std::vector<MaildropMessage> messages_;
};

class SessionTest : public testing::Test {
 protected:
  SessionTest() { (void)session.connect(); }

  // What comes of a line; a question is answered with `answer`.
  Step step(const std::string& text, Answer answer = {}) {
    wire::Line line;
    line.text = text;
    Turn turn = session.take_line(line);
    if (auto* done = std::get_if<Step>(&turn)) return std::move(*done);
    return session.answer(answer);
  }
  std::string reply(const std::string& text) {
    const Step done = step(text);
    return done.reply ? done.reply->to_string() : "(nothing)";
  }
  void log_in() {
    step("USER ivanov");
    Answer answer;
    answer.login = "ivanov@example.org";
    answer.maildrop = std::make_unique<FakeMaildrop>(
        std::vector<MaildropMessage>{{"a", 100}, {"b", 20}, {"c", 3}});
    step("PASS secret", std::move(answer));
    ASSERT_STREQ(session.state_name(), "transaction");
  }
  Answer refusal() {
    Answer answer;
    answer.refusal = Reply::no("AUTH", "no");
    return answer;
  }

  Session session{{.hostname = "mx.example.org", .allow_passwords_in_clear = true, .errors_max = 3},
                  {}};
};

TEST_F(SessionTest, GreetsFirst) {
  Session fresh{{"mx.example.org", true}, {}};
  const Turn turn = fresh.connect();
  EXPECT_THAT(std::get<Step>(turn).reply->to_string(), HasSubstr("+OK mx.example.org"));
  EXPECT_STREQ(fresh.state_name(), "authorization");
}

TEST_F(SessionTest, AsksForTheMaildropWithWhatUserAndPassGave) {
  step("USER ivanov");
  wire::Line line;
  line.text = "PASS my secret";
  const Turn turn = session.take_line(line);
  ASSERT_TRUE(std::holds_alternative<Question>(turn)) << "expected a question";
  const auto& credentials = std::get<CredentialsGiven>(std::get<Question>(turn));
  EXPECT_EQ(credentials.login, "ivanov");
  EXPECT_EQ(credentials.password, "my secret");
}

TEST_F(SessionTest, TakesPasswordsOnlyAfterTheUser) {
  EXPECT_THAT(reply("PASS secret"), HasSubstr("-ERR PASS is out of order here: I expect USER"));
}

TEST_F(SessionTest, TakesNoPasswordsInTheClearUnlessAllowed) {
  Session closed{{"mx.example.org", false}, {}};
  (void)closed.connect();
  wire::Line line;
  line.text = "USER ivanov";
  const Turn turn = closed.take_line(line);
  EXPECT_THAT(std::get<Step>(turn).reply->to_string(), HasSubstr("-ERR [AUTH] passwords do not"));
  line.text = "CAPA";
  const Turn capa = closed.take_line(line);
  EXPECT_THAT(std::get<Step>(capa).reply->listing, testing::Not(testing::Contains("USER")));
}

TEST_F(SessionTest, AWrongPasswordLeadsBackAndCostsTime) {
  step("USER ivanov");
  const Step refused = step("PASS wrong", refusal());
  EXPECT_EQ(refused.reply->to_string(), "-ERR [AUTH] no");
  EXPECT_TRUE(std::holds_alternative<Delay>(refused.effect)) << "expected a delay";
  EXPECT_STREQ(session.state_name(), "authorization");
}

TEST_F(SessionTest, ThreeErrorsEndIt) {
  EXPECT_EQ(reply("XYZZY"), "-ERR I do not know that command");
  EXPECT_EQ(reply("STAT"), "-ERR STAT is out of order here: I expect USER or AUTH");
  step("USER ivanov");
  const Step last = step("PASS wrong", refusal());
  EXPECT_EQ(last.reply->to_string(), "-ERR [SYS/PERM] too many errors");
  EXPECT_TRUE(std::holds_alternative<Close>(last.effect));
  EXPECT_TRUE(session.is_closed());
}

TEST_F(SessionTest, RefusesDamagedLines) {
  wire::Line line;
  line.kind = wire::Line::Kind::too_long;
  EXPECT_THAT(std::get<Step>(session.take_line(line)).reply->to_string(), HasSubstr("255 bytes"));
  line.kind = wire::Line::Kind::bare_line_end;
  EXPECT_THAT(std::get<Step>(session.take_line(line)).reply->to_string(), HasSubstr("CRLF"));
}

TEST_F(SessionTest, TellsCountAndSizes) {
  log_in();
  EXPECT_EQ(reply("STAT"), "+OK 3 123");
  EXPECT_EQ(reply("LIST 2"), "+OK 2 20");
  EXPECT_EQ(reply("UIDL 3"), "+OK 3 c");
  EXPECT_THAT(step("LIST").reply->listing, ElementsAre("1 100", "2 20", "3 3"));
  EXPECT_THAT(step("UIDL").reply->listing, ElementsAre("1 a", "2 b", "3 c"));
}

TEST_F(SessionTest, HidesWhatIsDeletedAndKeepsTheNumbers) {
  log_in();
  EXPECT_THAT(reply("DELE 2"), HasSubstr("+OK"));
  EXPECT_EQ(reply("STAT"), "+OK 2 103");
  EXPECT_THAT(step("LIST").reply->listing, ElementsAre("1 100", "3 3"));
  for (const char* command : {"LIST 2", "UIDL 2", "RETR 2", "TOP 2 0", "DELE 2"}) {
    EXPECT_EQ(reply(command), "-ERR message 2 is deleted") << command;
  }
  EXPECT_THAT(reply("RSET"), HasSubstr("+OK"));
  EXPECT_EQ(reply("STAT"), "+OK 3 123");
}

TEST_F(SessionTest, KnowsItsNumbers) {
  log_in();
  for (const char* command : {"LIST 4", "UIDL 4", "RETR 4", "TOP 4 0", "DELE 4294967295"}) {
    EXPECT_THAT(reply(command), HasSubstr("-ERR there is no message")) << command;
  }
}

TEST_F(SessionTest, SendsAMessageOrItsTop) {
  log_in();
  const Step retr = step("RETR 2");
  EXPECT_EQ(retr.reply->to_string(), "+OK 20 octets");
  EXPECT_EQ(std::get<SendMessage>(retr.effect).index, 1u);
  EXPECT_EQ(std::get<SendMessage>(retr.effect).body_lines, std::nullopt);
  EXPECT_EQ(std::get<SendMessage>(step("TOP 3 5").effect).body_lines, 5u);
}

TEST_F(SessionTest, SaysSoWhenAMessageCannotBeRead) {
  log_in();
  const Step retr = step("RETR 2", refusal());
  EXPECT_EQ(retr.reply->to_string(), "-ERR [AUTH] no");
  EXPECT_STREQ(session.state_name(), "transaction");
}

TEST_F(SessionTest, QuitUpdatesTheMaildrop) {
  log_in();
  step("RETR 1");
  step("RETR 2");
  step("DELE 2");
  step("TOP 3 0");
  const Step quit = step("QUIT");
  EXPECT_FALSE(quit.reply) << "a reply before the update: " << quit.reply->to_string();
  const auto& update = std::get<UpdateMaildrop>(quit.effect).update;
  EXPECT_THAT(update.removed, ElementsAre(1u));
  EXPECT_THAT(update.retrieved, ElementsAre(0u));
  EXPECT_STREQ(session.state_name(), "update");
  const Turn done = session.updated({});
  EXPECT_EQ(std::get<Step>(done).reply->to_string(), "+OK bye, 1 messages removed");
  EXPECT_TRUE(session.is_closed());
}

TEST_F(SessionTest, QuitTellsOfAFailedUpdate) {
  log_in();
  step("DELE 2");
  step("QUIT");
  const Turn done = session.updated(Failure{FailureKind::io, "planted"});
  EXPECT_THAT(std::get<Step>(done).reply->to_string(), HasSubstr("-ERR [SYS/TEMP]"));
}

TEST_F(SessionTest, QuitBeforeTheLogInHasNothingToUpdate) {
  const Step quit = step("QUIT");
  EXPECT_EQ(quit.reply->to_string(), "+OK bye");
  EXPECT_TRUE(std::holds_alternative<Close>(quit.effect));
}

TEST_F(SessionTest, GivesUpWithoutAWord) {
  log_in();
  step("DELE 1");
  const Step end = session.give_up();
  EXPECT_FALSE(end.reply);
  EXPECT_TRUE(std::holds_alternative<Close>(end.effect)) << "something would be removed";
}

TEST(ServerTable, NamesOnlyStatesThatExist) {
  for (const trace::SessionTable& table : {server_table(), client_table()}) {
    for (const trace::SessionRow& row : table.rows) {
      EXPECT_THAT(row.states, testing::Not(IsEmpty())) << row.verb;
      EXPECT_THAT(row.states, testing::IsSubsetOf(table.states)) << row.verb;
      if (row.leads_to.empty()) continue;
      EXPECT_THAT(table.states, testing::Contains(row.leads_to)) << row.verb;
      EXPECT_THAT(row.source, testing::StartsWith("RFC ")) << row.verb;
    }
  }
}

}  // namespace
}  // namespace mailtown::pop3::server
