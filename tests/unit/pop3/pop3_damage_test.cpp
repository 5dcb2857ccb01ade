// Each command in each state with each kind of damage: -ERR with a text, or what the command means,
// and never a state that the table does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pop3/pop3_server_session.h"
#include "pop3/reply_codec.h"

namespace mailtown::pop3::server {
namespace {

using testing::Not;

class OneMessage : public Maildrop {
 public:
  const std::vector<MaildropMessage>& messages() const override { return messages_; }
  Result<std::unique_ptr<File>> open(std::size_t, Tracer) override {
    return Failure{FailureKind::not_found, "a fake"};
  }
  Task<Result<>> update(MaildropUpdate, Tracer) override { co_return Result<>(); }

 private:
  std::vector<MaildropMessage> messages_ = {{"a", 100}};
};

// Bytes as a client sends them; the replies to the lines that they make.
std::vector<Step> replies_to(Session& session, std::string_view bytes) {
  wire::LineBuffer lines;
  lines.add(bytes);
  std::vector<Step> steps;
  while (auto line = lines.take_line(session.line_bytes_max())) {
    Turn turn = session.take_line(*line);
    if (std::holds_alternative<Question>(turn)) {
      Answer answer;
      answer.maildrop = std::make_unique<OneMessage>();
      steps.push_back(session.answer(answer));
    } else {
      steps.push_back(std::move(std::get<Step>(turn)));
    }
    if (session.is_closed()) break;
  }
  return steps;
}

const char* const ways[] = {"", "USER ivanov\r\n", "AUTH PLAIN\r\n", "AUTH LOGIN\r\n",
                            "USER ivanov\r\nPASS secret\r\n"};

std::vector<std::string> damaged(const std::string& verb) {
  const std::string nul(1, '\0');
  return {verb + " " + std::string(100'000, 'x'),
          std::string(100'000, 'x') + verb,
          verb + nul,
          nul + verb,
          verb + " " + nul + "\x01\x02",
          verb + " \x80\xff\xfe",
          "\xff" + verb,
          verb + "\n",
          verb + "\r",
          verb + "\t1",
          "  " + verb,
          verb + " -1",
          verb + " 0",
          verb + " 99999999999999999999",
          verb + " 1 2 3 4 5",
          verb + " 4294967295 4294967295",
          verb + std::string(240, ' '),
          verb + verb};
}

// Of a server that no number of errors drives away.
ServerOptions patient_options() {
  ServerOptions options;
  options.hostname = "mx.example.org";
  options.allow_passwords_in_clear = true;
  options.errors_max = 1000;
  return options;
}

TEST(DamagedPop3, IsAnsweredInEveryState) {
  for (const char* way : ways) {
    for (const Row& row : table()) {
      if (!row.parse) continue;
      for (const std::string& line : damaged(row.verb)) {
        Session session(patient_options(), {});
        (void)session.connect();
        (void)replies_to(session, way);
        const std::string before = session.state_name();
        const auto steps = replies_to(session, line + "\r\n");
        ASSERT_EQ(steps.size(), 1u) << before << ": " << row.verb;
        const auto& reply = steps.front().reply;
        if (!reply) continue;  // a challenge, or the maildrop is to be updated
        for (const auto& printed : print_reply(*reply)) {
          EXPECT_EQ(printed.find_first_of(std::string("\r\n\0", 3)), printed.npos);
          EXPECT_LE(printed.size() + 2, reply_bytes_max);
        }
        EXPECT_TRUE(reply->ok || !reply->text.empty()) << before << ": " << row.verb;
      }
    }
  }
}

// None of these is a lawful command anywhere.
TEST(DamagedPop3, IsRefusedWithAText) {
  for (const char* way : ways) {
    for (const Row& row : table()) {
      if (!row.parse) continue;
      const std::string nul(1, '\0');
      const std::vector<std::string> unlawful = {row.verb + " " + std::string(20'000, 'x'),
                                                 row.verb + nul, row.verb + "\n", "\xff"};
      for (const std::string& line : unlawful) {
        Session session(patient_options(), {});
        (void)session.connect();
        (void)replies_to(session, way);
        const auto steps = replies_to(session, line + "\r\n");
        ASSERT_EQ(steps.size(), 1u);
        ASSERT_TRUE(steps.front().reply) << row.verb;
        EXPECT_FALSE(steps.front().reply->ok) << row.verb;
        EXPECT_THAT(steps.front().reply->text, Not(testing::IsEmpty()));
      }
    }
  }
}

TEST(DamagedPop3, NeverLogsIn) {
  for (const char* way : {"AUTH PLAIN\r\n", "AUTH LOGIN\r\n"}) {
    for (const char* line : {"*", "x", "", "=", "AAAA", "QUIT"}) {
      Session session(patient_options(), {});
      (void)session.connect();
      (void)replies_to(session, way);
      (void)replies_to(session, std::string(line) + "\r\n");
      EXPECT_STRNE(session.state_name(), "transaction") << way << line;
    }
  }
}

}  // namespace
}  // namespace mailtown::pop3::server
