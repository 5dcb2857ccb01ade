#include "pop3/pop3_server_session.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::pop3::server {

namespace {

Reply reply_to_damaged(wire::Line::Kind kind, std::size_t bytes_max) {
  if (kind == wire::Line::Kind::too_long) {
    return Reply::no("", fmt::format("a line has at most {} bytes here", bytes_max));
  }
  return Reply::no("", "bare CR or LF: a line ends with CRLF");
}

}  // namespace

Turn Session::connect() {
  return begin(*find_row(connect_row), Connect{});
}

Turn Session::updated(Result<> result) {
  return begin(*find_row(updated_row), Updated{std::move(result)});
}

Turn Session::take_line(const wire::Line& line) {
  if (!line.is_complete()) {
    Reply reply = reply_to_damaged(line.kind, line_bytes_max());
    if (expects_response()) facts_.state = Authorization{};
    return refuse_error(std::move(reply));
  }
  if (expects_response()) return begin(*find_row(response_row), AuthResponse{line.text});
  // RFC 1939 §3 has printable ASCII; what is more than ASCII may be somebody's password.
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
  if (std::any_of(line.text.begin(), line.text.end(), is_control)) {
    return refuse_error(Reply::no("", "a command has no control characters"));
  }
  const SplitLine split = split_line(line.text);
  const Row* row = find_row(split.verb);
  if (!row || !row->parse) return refuse_error(Reply::no("", "I do not know that command"));
  if (!session::is_in(row->legal, facts_.state)) {
    const char* expects = std::visit([](const auto& each) { return each.expects; }, facts_.state);
    return refuse_error(
        Reply::no("", fmt::format("{} is out of order here: I expect {}", row->verb, expects)));
  }
  auto event = row->parse(split.arguments);
  if (!event) return refuse_error(event.error());
  return begin(*row, std::move(*event));
}

Turn Session::begin(const Row& row, Event event) {
  Verdict verdict = row.check(facts_, event);
  if (auto* refusal = std::get_if<Reply>(&verdict)) return refuse_login(std::move(*refusal));
  row_ = &row;
  event_ = std::move(event);
  if (auto* question = std::get_if<Question>(&verdict)) return std::move(*question);
  return answer(Answer{});
}

Step Session::answer(const Answer& answer) {
  if (!answer.refusal) {
    Transition transition = row_->apply(facts_, event_, answer);
    facts_.state = std::move(transition.next);
    return {std::move(transition.reply), std::move(transition.effect)};
  }
  const bool logged_in = std::holds_alternative<Transaction>(facts_.state);
  Step step = refuse_login(*answer.refusal);
  // A wrong password costs time, so that guessing does too.
  if (!logged_in && std::holds_alternative<Send>(step.effect))
    step.effect = Delay{facts_.options.wrong_password_wait};
  return step;
}

Step Session::refuse(Reply reply) {
  return {std::move(reply), Send{}};
}

// Syntax, order and wrong passwords count against the client; a message that is not there does not.
Step Session::refuse_error(Reply reply) {
  if (++errors_ < facts_.options.errors_max) return refuse(std::move(reply));
  facts_.state = Closed{};
  return {Reply::no("SYS/PERM", "too many errors"), Close{}};
}

// Before the log-in a refusal leads back to its beginning (RFC 1939 §7, RFC 5034 §4).
Step Session::refuse_login(Reply reply) {
  if (std::holds_alternative<Transaction>(facts_.state)) return refuse(std::move(reply));
  facts_.state = Authorization{};
  return refuse_error(std::move(reply));
}

Step Session::give_up() {
  facts_.state = Closed{};
  return {std::nullopt, Close{}};
}

}  // namespace mailtown::pop3::server
