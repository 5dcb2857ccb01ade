#include "smtp/smtp_server_session.h"

#include <fmt/format.h>

namespace mailtown::smtp::server {

namespace {

Reply reply_to_damaged(wire::Line::Kind kind) {
  if (kind == wire::Line::Kind::too_long) return Reply(500, {5, 5, 6}, "line too long");
  return Reply(500, {5, 5, 2}, "bare CR or LF: a line ends with CRLF (RFC 5321 2.3.8)");
}

// A refused event leaves the state as it was, but for three that end with it.
State after_refusal(State state) {
  if (std::holds_alternative<Connecting>(state)) return Refused{};
  if (std::holds_alternative<LoggingIn>(state)) return Ready{};
  if (std::holds_alternative<ReceivingText>(state)) return Ready{};
  return state;
}

// Whether a reply counts against the client: syntax and order (x0z of RFC 5321 §4.2.1), and wrong
// passwords. Unknown recipients do not: an honest list may hold many.
bool is_error_of_client(const Reply& reply) {
  return reply.code / 10 == 50 || reply.code == 535;
}

}  // namespace

Session::Session(ServerOptions options, Endpoint peer, Endpoint local)
    : facts_{std::move(options), {}, Connecting{}} {
  facts_.info.peer = peer;
  facts_.info.local = local;
  facts_.info.submission = facts_.options.submission;
}

Turn Session::connect() {
  return begin(*find_row(connect_row), Connect{});
}

Turn Session::text_ended(TextEnded text) {
  return begin(*find_row(text_row), std::move(text));
}

Turn Session::take_line(const wire::Line& line) {
  if (!line.is_complete()) return refuse(reply_to_damaged(line.kind));
  const SplitLine split =
      expects_secret() ? SplitLine{AuthResponse::verb, line.text} : split_line(line.text);
  const Row* row = find_row(split.verb);
  if (!row || !row->parse) return refuse(Reply(500, {5, 5, 1}, "I do not know that command"));
  if (line.text.size() + 2 > row->line_bytes_max)
    return refuse(Reply(500, {5, 5, 6}, "line too long"));
  if (!session::is_in(row->legal, facts_.state)) {
    const char* expects = std::visit([](const auto& each) { return each.expects; }, facts_.state);
    return refuse(Reply(503, {5, 5, 1},
                        fmt::format("{} is out of order here: I expect {}", row->verb, expects)));
  }
  auto event = row->parse(split.arguments);
  if (!event) return refuse(event.error());
  return begin(*row, std::move(*event));
}

Turn Session::begin(const Row& row, Event event) {
  Verdict verdict = row.check(facts_, event);
  if (auto* refusal = std::get_if<Reply>(&verdict)) return refuse(std::move(*refusal));
  row_ = &row;
  event_ = std::move(event);
  if (auto* question = std::get_if<Question>(&verdict)) return std::move(*question);
  return answer(Answer::accept());
}

Step Session::answer(const Answer& answer) {
  if (!answer.accepted()) return refuse(*answer.refusal);
  Transition transition = row_->apply(facts_, event_, answer);
  facts_.state = std::move(transition.next);
  return {std::move(transition.reply), transition.effect};
}

Step Session::refuse(Reply reply) {
  if (is_error_of_client(reply)) ++errors_;
  if (errors_ >= facts_.options.errors_max) return end(Reply(421, {4, 7, 0}, "too many errors"));
  if (reply.code == 421)
    return end(std::move(reply));  // RFC 5321 §3.8: 421 closes, whoever says it
  facts_.state = after_refusal(std::move(facts_.state));
  return {std::move(reply), Send{}};
}

Step Session::stop() {
  return end(Reply(421, {4, 3, 2}, facts_.options.hostname + " is shutting down"));
}

Step Session::time_out() {
  return end(Reply(421, {4, 4, 2}, facts_.options.hostname + " has waited too long for you"));
}

Step Session::end(Reply farewell) {
  facts_.state = Closed{};
  return {std::move(farewell), Close{}};
}

}  // namespace mailtown::smtp::server
