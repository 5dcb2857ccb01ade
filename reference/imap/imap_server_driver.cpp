#include <exception>

#include "imap/command_codec.h"
#include "imap/imap_append_driver.h"
#include "imap/imap_fetch_driver.h"
#include "imap/imap_search_driver.h"
#include "imap/imap_server.h"
#include "imap/imap_server_session.h"
#include "imap/session_mailbox.h"
#include "wire/line_channel.h"

namespace mailtown::imap {

namespace {

using namespace std::chrono_literals;
constexpr Duration write_wait = 5min;    // for a client that does not take what it asked for
constexpr Duration literal_wait = 5min;  // between the pieces of a literal
constexpr Duration handshake_wait = 1min;
constexpr Duration farewell_wait = 1s;
constexpr const char* lost = "somebody has removed the mailbox that is selected here";

ServerOptions with_tls(ServerOptions options, const ServerTls& tls) {
  options.offers_tls = tls.on_demand();
  return options;
}

}  // namespace

class ServerConnection::Driver {
 public:
  Driver(std::unique_ptr<ByteStream> stream, MailService& service, Platform& platform,
         ServerOptions options, ServerTls tls)
      : service_(service),
        clock_(platform.clock),
        tasks_(platform.tasks),
        channel_(std::move(stream), "imap", platform.tracer.in_new_conversation()),
        tls_(tls),
        session_(with_tls(std::move(options), tls),
                 {channel_.remote(), channel_.local(), false, {}}) {}

  Task<> run();
  Task<> stop();
  void abort() { channel_.interrupt(); }

 private:
  Task<> converse();
  Task<server::Turn> follow(server::Effect effect);
  Task<server::Turn> next_line();
  Task<server::Step> decide(server::Turn turn);
  Task<Answer> consult(Question question);
  Task<> say(server::Step& step);
  Task<> say_bye(std::string why);
  Task<> tell(server::Tells what);
  Task<> read_literal(std::uint64_t bytes);
  Task<> begin_tls();
  Task<server::Turn> idle();
  struct Idle;
  Task<> tell_changes(std::shared_ptr<Idle> idle);
  void note_state();

  MailService& service_;
  Clock& clock_;
  TaskScope& tasks_;
  wire::LineChannel channel_;
  ServerTls tls_;
  server::Session session_;
  SessionMailbox mailbox_;
  const char* noted_state_ = server::Connecting::name;
  bool stopping_ = false;
  bool waits_for_line_ = false;
  bool folder_is_lost_ = false;  // the selected one; RFC 2180 §3.3 lets us end the session
};

Task<> ServerConnection::Driver::run() {
  channel_.tracer().step(trace::Accepted{channel_.local(), channel_.remote(), "imap"});
  std::string how = "closed";
  try {
    co_await converse();
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
  }
  if (!session_.is_closed()) session_.say_bye({});
  note_state();
  mailbox_.release();
  channel_.close(how);
}

Task<> ServerConnection::Driver::converse() {
  if (tls_.from_start) co_await begin_tls();
  server::Step step = co_await decide(session_.connect());
  for (;;) {
    co_await say(step);
    if (session_.is_closed()) break;
    server::Turn turn = co_await follow(std::move(step.effect));
    step = co_await decide(std::move(turn));
  }
  co_await channel_.flush(clock_.in(write_wait));
}

// Does what a step leads to, and then waits for the next thing that happens.
Task<server::Turn> ServerConnection::Driver::follow(server::Effect effect) {
  if (const auto* literal = std::get_if<server::ReadLiteral>(&effect)) {
    co_await read_literal(literal->bytes);
  } else if (const auto* skipped = std::get_if<server::SkipLiteral>(&effect)) {
    co_await skip_literal(channel_, clock_, skipped->bytes, literal_wait);
  } else if (std::holds_alternative<server::BeginTls>(effect)) {
    co_await begin_tls();
  } else if (const auto* message = std::get_if<server::ReceiveMessage>(&effect)) {
    server::MessageCame came = co_await receive_message(channel_, clock_, mailbox_.take_draft(),
                                                        message->bytes, literal_wait);
    co_return session_.message_came(std::move(came));
  } else if (const auto* search = std::get_if<server::SearchMessages>(&effect)) {
    auto numbers = co_await search_messages(search->search, *mailbox_.folder(),
                                            session_.selection()->view, clock_);
    co_return session_.messages_found(std::move(numbers));
  } else if (const auto* send = std::get_if<server::SendMessages>(&effect)) {
    FetchSender sender(channel_, clock_, *mailbox_.folder(), session_.selection()->view, service_);
    const std::size_t gone = co_await sender.send(*send);
    co_return session_.messages_sent(send->gone_is_fine ? 0 : gone);
  } else if (std::holds_alternative<server::TellChanges>(effect)) {
    co_return co_await idle();
  }
  co_return co_await next_line();
}

Task<server::Turn> ServerConnection::Driver::next_line() {
  if (stopping_) co_return session_.say_bye("the server is being stopped");
  if (folder_is_lost_) co_return session_.say_bye(lost);
  const wire::Mask mask = session_.expects_secret() ? wire::hide_line : mask_command;
  const auto& options = session_.options();
  const Duration wait = session_.is_logged_in() ? options.command_wait : options.login_wait;
  std::optional<wire::Line> line;
  waits_for_line_ = true;
  try {
    line = co_await channel_.read_line(command_bytes_max, clock_.in(wait), mask);
  } catch (const StreamError& error) {
    if (error.failure().kind != FailureKind::timed_out) throw;
  }
  waits_for_line_ = false;
  if (!line) co_return session_.say_bye("you have been silent for too long");  // RFC 3501 §5.4
  if (line->kind == wire::Line::Kind::end_of_stream) {
    throw StreamError({FailureKind::closed, "the client has left"});
  }
  co_return session_.take_line(*line);
}

Task<> ServerConnection::Driver::read_literal(std::uint64_t bytes) {
  while (bytes > 0) {
    const std::string_view next = co_await channel_.peek(clock_.in(literal_wait));
    if (next.empty()) throw StreamError({FailureKind::closed, "the client left in the midst"});
    const std::string_view taken = next.substr(0, bytes);
    session_.take_literal(taken);
    bytes -= taken.size();
    channel_.consume(taken.size());
  }
}

Task<> ServerConnection::Driver::begin_tls() {
  const auto begun = co_await channel_.start_tls_server(*tls_.provider, clock_.in(handshake_wait));
  if (!begun) throw StreamError(begun.error());
  session_.tls_started();
}

// Leads a turn to its step, with the answer if there is a question.
Task<server::Step> ServerConnection::Driver::decide(server::Turn turn) {
  if (auto* step = std::get_if<server::Step>(&turn)) {
    note_state();
    if (!session_.selection()) mailbox_.release();
    co_return std::move(*step);
  }
  Answer answer = co_await consult(std::move(std::get<Question>(turn)));
  if (answer.decision != 0) channel_.tracer() = channel_.tracer().because(answer.decision);
  server::Step step = session_.answer(answer);
  if (answer.mailbox) mailbox_.open(std::move(answer.mailbox));
  if (!session_.selection()) mailbox_.release();
  note_state();
  co_return step;
}

Task<Answer> ServerConnection::Driver::consult(Question question) {
  if (auto* credentials = std::get_if<CredentialsGiven>(&question)) {
    co_return co_await service_.log_in(std::move(*credentials), session_.info(), channel_.tracer());
  }
  // So that .SILENT hides only what this client does itself.
  if (std::holds_alternative<FlagsWanted>(question)) co_await tell(server::Tells::changes);
  co_return co_await mailbox_.answer(std::move(question), channel_.tracer());
}

Task<> ServerConnection::Driver::say(server::Step& step) {
  if (const auto* delay = std::get_if<server::Delay>(&step.effect)) {
    const Instant when = clock_.in(delay->wait);
    co_await clock_.sleep_until(when);
  }
  for (const std::string& line : step.lines) channel_.write_line(line);
  co_await tell(step.tells);
  if (!step.reply.empty()) channel_.write_line(step.reply);
}

// What has changed in the selected mailbox. One that cannot be read now is told as unchanged.
Task<> ServerConnection::Driver::tell(server::Tells what) {
  if (what == server::Tells::nothing || !mailbox_.folder()) co_return;
  const auto recent = co_await mailbox_.look();
  if (!recent && recent.error().kind == FailureKind::not_found) folder_is_lost_ = true;
  if (!recent || !mailbox_.folder()) co_return;
  for (const std::string& line : session_.tell(what, mailbox_.snapshot(), *recent)) {
    channel_.write_line(line);
  }
}

// --- IDLE (RFC 2177) -----------------------------------------------------------------------------

struct ServerConnection::Driver::Idle {
  std::shared_ptr<mailbox::Folder> folder;
  std::unique_ptr<Signal> ended_signal;
  bool over = false;   // the client has said something
  bool ended = false;  // nobody tells it anything any more
};

// Tells changes while it waits for the next line: the rare case of two waits at a time.
Task<server::Turn> ServerConnection::Driver::idle() {
  if (!mailbox_.folder()) co_return co_await next_line();
  const auto idle = std::make_shared<Idle>();
  idle->folder = mailbox_.folder();
  idle->ended_signal = tasks_.make_signal();
  co_await channel_.flush(clock_.in(write_wait));
  tasks_.spawn("imap idle", tell_changes(idle));
  std::optional<server::Turn> turn;
  std::optional<StreamError> broken;
  try {
    turn = co_await next_line();
  } catch (const StreamError& error) {
    broken = error;
  }
  idle->over = true;
  idle->folder->wake();
  while (!idle->ended) (void)co_await idle->ended_signal->wait(no_deadline);
  if (broken) throw *broken;
  co_return std::move(*turn);
}

Task<> ServerConnection::Driver::tell_changes(std::shared_ptr<Idle> idle) {
  try {
    while (!idle->over) {
      co_await tell(server::Tells::expunges_too);
      co_await channel_.flush(clock_.in(write_wait));
      if (idle->over) break;
      if (folder_is_lost_) {
        co_await say_bye(lost);
        break;
      }
      co_await idle->folder->wait_for_change(idle->folder->version(), no_deadline);
    }
  } catch (const StreamError&) {
    // next_line() finds out itself.
  }
  idle->ended = true;
  idle->ended_signal->wake_all();
}

// --- the rest ------------------------------------------------------------------------------------

void ServerConnection::Driver::note_state() {
  const char* state = session_.state_name();
  if (std::string_view(state) == noted_state_) return;
  channel_.tracer().note(trace::SessionState{"imap", "server", noted_state_, state});
  noted_state_ = state;
}

// To a client whose next line is being waited for.
Task<> ServerConnection::Driver::say_bye(std::string why) {
  const server::Step step = session_.say_bye(std::move(why));
  note_state();
  channel_.write_line(step.reply);
  try {
    co_await channel_.flush(clock_.in(farewell_wait));
  } catch (const StreamError&) {
    // Nobody is there to hear it.
  }
  channel_.close();  // ends the wait of next_line()
}

Task<> ServerConnection::Driver::stop() {
  stopping_ = true;
  if (!waits_for_line_ || session_.is_closed()) co_return;
  co_await say_bye("the server is being stopped");
}

ServerConnection::ServerConnection(std::unique_ptr<ByteStream> stream, MailService& service,
                                   Platform& platform, ServerOptions options, ServerTls tls)
    : driver_(std::make_unique<Driver>(std::move(stream), service, platform, std::move(options),
                                       tls)) {}
ServerConnection::~ServerConnection() = default;
Task<> ServerConnection::run() {
  return driver_->run();
}
Task<> ServerConnection::stop() {
  return driver_->stop();
}
void ServerConnection::abort() {
  driver_->abort();
}

}  // namespace mailtown::imap
