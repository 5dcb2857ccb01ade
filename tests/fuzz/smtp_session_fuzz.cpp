// Any bytes as a client's side of a session, begun at each depth: the machine answers every line
// with one well-formed reply, and stays in a state that its table knows. The first byte chooses the
// depth; the service's answers come from the lines themselves.
#include <array>
#include <cstdlib>

#include "smtp/reply_codec.h"
#include "smtp/smtp_server_session.h"

namespace {

using namespace mailtown;
using namespace mailtown::smtp::server;

constexpr std::array prologue = {
    "EHLO client.example.org", "AUTH PLAIN AGl2YW5vdgBzZWNyZXQ=", "MAIL FROM:<ivanov@example.org>",
    "RCPT TO:<kozlov@example.com>", "DATA"};

void expect_good(const Step& step) {
  const int kind = step.reply.code / 100;
  if (kind < 2 || kind > 5 || step.reply.lines.empty()) std::abort();
  smtp::ReplyParser parser;
  auto progress = smtp::ReplyParser::Progress::more;
  for (const auto& line : smtp::print_reply(step.reply)) progress = parser.add_line(line);
  if (progress != smtp::ReplyParser::Progress::complete) std::abort();
}

// Comes to what to say; the service says no if `refuses`.
Step settle(Session& session, Turn turn, bool refuses) {
  if (auto* step = std::get_if<Step>(&turn)) return std::move(*step);
  const smtp::Reply no(550, {5, 7, 1}, "no");
  return session.answer(refuses ? smtp::Answer::refuse(no) : smtp::Answer::accept());
}

// What the driver would do after a step.
void follow(Session& session, const Step& step, bool refuses) {
  expect_good(step);
  if (std::holds_alternative<BeginTls>(step.effect)) session.tls_started();
  if (!std::holds_alternative<ReceiveText>(step.effect)) return;
  const auto fault = refuses ? smtp::DataFault::bare_line_end : smtp::DataFault::none;
  expect_good(settle(session, session.text_ended({fault, std::nullopt, "Q1"}), refuses));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  smtp::ServerOptions options;
  options.hostname = "mx1.example.com";
  options.submission = data[0] >= 128;
  options.allow_passwords_in_clear = true;
  options.tls = data[0] % 2 == 0 ? smtp::TlsOffer::on_demand : smtp::TlsOffer::none;
  Session session(options, {}, {});
  expect_good(settle(session, session.connect(), false));
  for (std::size_t depth = 0; depth < data[0] % (prologue.size() + 1); ++depth) {
    const wire::Line line{wire::Line::Kind::complete, prologue[depth], 0};
    follow(session, settle(session, session.take_line(line), false), false);
  }

  wire::LineBuffer buffer;
  buffer.add({reinterpret_cast<const char*>(data) + 1, size - 1});
  while (auto line = buffer.take_line(smtp::auth_line_bytes_max)) {
    if (session.is_closed()) break;
    const bool refuses = line->text.size() % 3 == 0;
    follow(session, settle(session, session.take_line(*line), refuses), refuses);
  }
  return 0;
}
