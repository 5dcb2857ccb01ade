// Any bytes as a client's half of a POP3 session, before and after the log-in: each line gets a
// lawful reply, nothing leads out of the table, and a session that has ended stays ended.
#include <cstdlib>

#include "pop3/message_codec.h"
#include "pop3/pop3_server_session.h"
#include "pop3/reply_codec.h"

namespace {

using namespace mailtown;
using namespace mailtown::pop3;

class FuzzMaildrop : public Maildrop {
 public:
  const std::vector<MaildropMessage>& messages() const override { return messages_; }
  Result<std::unique_ptr<File>> open(std::size_t, Tracer) override {
    return Failure{FailureKind::not_found, ""};
  }
  Task<Result<>> update(MaildropUpdate, Tracer) override { co_return Result<>(); }

 private:
  std::vector<MaildropMessage> messages_ = {{"a", 1}, {"b", UINT32_MAX}, {"c", 0}};
};

void demand(bool condition) {
  if (!condition) std::abort();
}

// Every question is answered well; the password is "secret".
Answer answer_to(const Question& question) {
  Answer answer;
  const auto* credentials = std::get_if<CredentialsGiven>(&question);
  if (credentials && credentials->password != "secret") {
    answer.refusal = Reply::no("AUTH", "no");
  } else if (credentials) {
    answer.maildrop = std::make_unique<FuzzMaildrop>();
  }
  return answer;
}

server::Step settle(server::Session& session, server::Turn turn) {
  if (auto* question = std::get_if<Question>(&turn)) return session.answer(answer_to(*question));
  return std::move(std::get<server::Step>(turn));
}

void check(const server::Step& step) {
  if (!step.reply) return;
  for (const std::string& line : print_reply(*step.reply)) {
    demand(line.size() + 2 <= reply_bytes_max);
    demand(line.find_first_of("\r\n") == line.npos);
  }
  const auto parsed = parse_reply(step.reply->to_string());
  demand(parsed && parsed->ok == step.reply->ok && parsed->text == step.reply->text);
}

void converse(std::string_view bytes, const char* beginning) {
  ServerOptions options;
  options.hostname = "mx.example.org";
  options.allow_passwords_in_clear = true;
  options.errors_max = 1000;
  server::Session session(options, {});
  settle(session, session.connect());
  wire::LineBuffer lines;
  lines.add(beginning);
  lines.add(bytes);
  while (const auto line = lines.take_line(session.line_bytes_max())) {
    server::Step step = settle(session, session.take_line(*line));
    check(step);
    if (std::holds_alternative<server::UpdateMaildrop>(step.effect)) {
      step = settle(session, session.updated({}));
      check(step);
    }
    demand(session.is_closed() == std::holds_alternative<server::Close>(step.effect));
    if (session.is_closed()) return;
  }
}

// What was encoded is decoded again; a bare LF becomes CRLF on the way.
void round_trip(std::string_view text) {
  std::string wire, decoded;
  MessageEncoder encoder;
  encoder.encode(text, wire);
  encoder.finish(wire);
  MessageDecoder decoder;
  const auto progress = decoder.decode(wire, decoded);
  demand(progress.ended && progress.consumed == wire.size());
  std::string expected;
  char last = 0;
  for (const char c : text) {
    if (c == '\n' && last != '\r') expected += '\r';
    expected += last = c;
  }
  if (!expected.empty() && last != '\n') expected += last == '\r' ? "\n" : "\r\n";
  demand(decoded == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  converse(bytes, "");
  converse(bytes, "USER ivanov\r\n");
  converse(bytes, "AUTH PLAIN\r\n");
  converse(bytes, "AUTH LOGIN\r\n");
  converse(bytes, "USER ivanov\r\nPASS secret\r\n");
  round_trip(bytes);
  return 0;
}
