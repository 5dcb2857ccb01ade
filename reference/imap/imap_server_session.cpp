#include "imap/imap_server_session.h"

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailtown::imap::server {

namespace {

// Of a refused command's literals that the client sends without waiting: more is not read.
constexpr std::uint64_t skipped_bytes_max = 100 * 1024 * 1024;

Reply too_long() {
  return Reply::bad(fmt::format("a command has at most {} bytes", command_bytes_max));
}

const char* expects(const State& state) {
  return std::visit([](const auto& each) { return each.expects; }, state);
}

// Wrong passwords cost time, so that guessing does too.
bool is_wrong_password(const Event& event, const Reply& refusal) {
  const bool logs_in = std::holds_alternative<Login>(event) ||
                       std::holds_alternative<Authenticate>(event) ||
                       std::holds_alternative<Response>(event);
  return logs_in && refusal.code == "AUTHENTICATIONFAILED";
}

}  // namespace

Selection* selection_of(State& state) {
  if (auto* selected = std::get_if<Selected>(&state)) return &selected->selection;
  auto* idling = std::get_if<Idling>(&state);
  return idling && idling->selection ? &*idling->selection : nullptr;
}

const Selection* selection_of(const State& state) {
  return selection_of(const_cast<State&>(state));
}

// --- what may happen -----------------------------------------------------------------------------

Turn Session::connect() {
  return begin(*find_row(connect_row), Connect{});
}
Turn Session::tls_started() {
  return begin(*find_row(tls_row), TlsStarted{});
}
Turn Session::messages_sent(std::size_t gone) {
  return begin(*find_row(sent_row), MessagesSent{gone});
}
Turn Session::messages_found(std::vector<std::uint32_t> numbers) {
  return begin(*find_row(found_row), MessagesFound{std::move(numbers)});
}
Turn Session::message_came(MessageCame came) {
  return begin(*find_row(came_row), std::move(came));
}

Turn Session::take_line(const wire::Line& line) {
  if (!line.is_complete()) return take_damaged(line);
  if (std::holds_alternative<LoggingIn>(facts_.state)) {
    return begin(*find_row(response_row), Response{line.text});
  }
  if (std::holds_alternative<Idling>(facts_.state)) {
    const bool done = same_text(line.text, done_row);
    Turn turn = begin(*find_row(done_row), Done{});
    if (done) return turn;
    return refuse_error(Reply::bad("IDLE ends with DONE and nothing else"));
  }
  const auto mark = literal_at_end(line.text);
  if (!refused_) {
    const bool first_part = command_.empty();
    if (command_.size() + line.text.size() > command_bytes_max) refused_ = too_long();
    command_ += std::string_view(line.text).substr(0, refused_ ? 200 : line.text.npos);
    if (first_part) {
      tag_ = split_command(command_).tag;
      if (tag_.empty()) tag_ = "*";
    }
  }
  return mark ? take_mark(*mark) : finish_command();
}

void Session::take_literal(std::string_view bytes) {
  command_ += bytes;
}

std::vector<std::string> Session::tell(Tells what, const Snapshot& folder,
                                       const std::vector<Uid>& recent) {
  Selection* selection = selection_of(facts_.state);
  if (!selection || what == Tells::nothing) return {};
  selection->view.claim(recent);
  return selection->view.report(folder, what == Tells::expunges_too);
}

// --- putting a command together ------------------------------------------------------------------

// Why the command that begins with `row`'s verb cannot be, whatever follows.
std::optional<Reply> Session::fault_of(const Row* row) const {
  if (tag_ == "*") return Reply::bad("a command begins with a tag");
  if (!row || !row->parse) return Reply::bad("I do not know that command");
  if (session::is_in(row->legal, facts_.state)) return std::nullopt;
  return Reply::bad(
      fmt::format("{} is out of order here: I expect {}", row->verb, expects(facts_.state)));
}

Turn Session::finish_command() {
  const std::string command = std::exchange(command_, {});
  if (const auto refusal = std::exchange(refused_, {})) return refuse_error(*refusal);
  const SplitCommand split = split_command(command);
  const Row* row = find_row(split.verb);
  if (const auto fault = fault_of(row)) return refuse_error(*fault);
  row_ = row;
  auto event = row->parse(split.arguments);
  if (event) return begin(*row, std::move(*event));
  const Reply& refusal = event.error();
  return refusal.status == Status::bad ? refuse_error(refusal) : refuse(refusal);
}

// A literal is announced.
Turn Session::take_mark(const LiteralMark& mark) {
  if (refused_) return refuse_literal(mark, *refused_);
  const SplitCommand split = split_command(command_);
  const Row* row = find_row(split.verb);
  if (const auto fault = fault_of(row)) return refuse_literal(mark, *fault);
  if (split.verb == "APPEND") {
    auto append = row->parse(split.arguments);
    if (append) {
      command_.clear();
      return begin(*row, std::move(*append));
    }
  }
  if (mark.bytes > command_bytes_max - command_.size()) return refuse_literal(mark, too_long());
  command_ += "\r\n";
  Step step{{}, Tells::nothing, {}, ReadLiteral{mark.bytes}};
  if (mark.synchronizing) step.reply = Reply::more("go on").to_string(tag_);
  return step;
}

// RFC 3501 §7.5: without our "+" the client sends no literal and gives the command up. RFC 7888 §4:
// one that did not ask is read to its end all the same, or the connection ends.
Turn Session::refuse_literal(const LiteralMark& mark, Reply reply) {
  if (mark.synchronizing) {
    command_.clear();
    refused_.reset();
    return refuse_error(std::move(reply));
  }
  if (mark.bytes > skipped_bytes_max) return say_bye("that literal is too large to be skipped");
  refused_ = std::move(reply);
  return Step{{}, Tells::nothing, {}, SkipLiteral{mark.bytes}};
}

// The line's end has come and its text is not to be used: too long, or with a bare CR or LF.
Turn Session::take_damaged(const wire::Line& line) {
  if (std::holds_alternative<LoggingIn>(facts_.state)) facts_.state = NotAuthenticated{};
  if (auto* idling = std::get_if<Idling>(&facts_.state)) {
    auto selection = std::move(idling->selection);
    facts_.state = Authenticated{};
    if (selection) facts_.state = Selected{std::move(*selection)};
  } else if (command_.empty() && !refused_) {
    tag_ = split_command(std::string_view(line.text).substr(0, 200)).tag;
    if (tag_.empty()) tag_ = "*";
  }
  command_.clear();
  const bool long_line = line.kind == wire::Line::Kind::too_long;
  Reply reply = long_line ? too_long() : Reply::bad("bare CR or LF: a line ends with CRLF");
  const auto mark = literal_at_end(long_line ? line.tail : line.text);
  if (mark) return refuse_literal(*mark, std::move(reply));
  refused_.reset();
  return refuse_error(std::move(reply));
}

// --- check, answer, apply ------------------------------------------------------------------------

Turn Session::begin(const Row& row, Event event) {
  Verdict verdict = row.check(facts_, event);
  row_ = &row;
  event_ = std::move(event);
  if (auto* question = std::get_if<Question>(&verdict)) return std::move(*question);
  Answer found;
  if (auto* refusal = std::get_if<Reply>(&verdict)) found.refusal = std::move(*refusal);
  return answer(found);
}

Step Session::answer(const Answer& answer) {
  if (!answer.refusal) return finish(row_->apply(facts_, event_, answer), row_->tells);
  if (std::holds_alternative<LoggingIn>(facts_.state)) facts_.state = NotAuthenticated{};
  // RFC 3501 §6.3.1: whatever comes of it, the mailbox that was selected is no more.
  if (std::holds_alternative<Select>(event_)) facts_.state = Authenticated{};
  if (const auto* append = std::get_if<Append>(&event_)) {
    const LiteralMark mark{append->bytes, append->synchronizing};
    return std::get<Step>(refuse_literal(mark, *answer.refusal));
  }
  if (answer.refusal->status == Status::bad) return refuse_error(*answer.refusal);
  if (!is_wrong_password(event_, *answer.refusal)) return refuse(*answer.refusal);
  Step step = refuse_error(*answer.refusal);
  if (!is_closed()) step.effect = Delay{facts_.options.wrong_password_wait};
  return step;
}

Step Session::finish(Transition transition, Tells tells) {
  facts_.state = std::move(transition.next);
  Step step;
  step.lines = std::move(transition.data);
  step.effect = std::move(transition.effect);
  if (!transition.reply) return step;
  const std::string& tag = std::holds_alternative<Connect>(event_) ? "*" : tag_;
  step.reply = transition.reply->to_string(tag);
  if (transition.reply->status != Status::more) step.tells = tells;
  return step;
}

Step Session::refuse(Reply reply) {
  const Tells tells = row_ ? row_->tells : Tells::nothing;
  return {{}, tells, reply.to_string(tag_), Send{}};
}

// Syntax, order and wrong passwords count against the client; what is not there does not.
Step Session::refuse_error(Reply reply) {
  Step step{{}, Tells::nothing, reply.to_string(tag_), Send{}};
  if (++errors_ < facts_.options.errors_max) return step;
  facts_.state = Closed{};
  step.lines.push_back(Reply::bye("too many errors").to_string("*"));
  step.effect = End{};
  return step;
}

Step Session::say_bye(std::string why) {
  facts_.state = Closed{};
  return {{}, Tells::nothing, Reply::bye(std::move(why)).to_string("*"), End{}};
}

const char* Session::state_name() const {
  return session::name_of(facts_.state);
}

bool Session::expects_secret() const {
  if (std::holds_alternative<LoggingIn>(facts_.state)) return true;
  return split_command(command_).verb == "LOGIN";
}

}  // namespace mailtown::imap::server
