#include "pop3/command_codec.h"
#include "pop3/message_codec.h"
#include "pop3/pop3_server.h"
#include "pop3/pop3_server_session.h"
#include "pop3/reply_codec.h"
#include "wire/line_channel.h"

namespace mailtown::pop3 {

namespace {

using namespace std::chrono_literals;
constexpr Duration write_wait = 5min;  // for a client that does not take what it asked for
constexpr Duration handshake_wait = 1min;
constexpr std::size_t piece_bytes = 16 * 1024;
constexpr std::size_t unsent_bytes_max = 64 * 1024;

ServerOptions with_tls(ServerOptions options, const ServerTls& tls) {
  options.offers_tls = tls.on_demand();
  return options;
}

}  // namespace

class ServerConnection::Driver {
 public:
  Driver(std::unique_ptr<ByteStream> stream, MaildropService& service, Clock& clock,
         ServerOptions options, Tracer tracer, ServerTls tls)
      : service_(service),
        clock_(clock),
        channel_(std::move(stream), "pop3", tracer.in_new_conversation()),
        tls_(tls),
        session_(with_tls(std::move(options), tls), {channel_.remote(), channel_.local(), {}}) {}

  Task<> run();
  void stop();
  void abort();

 private:
  Task<> converse();
  Task<> begin_tls();
  Task<server::Turn> next_command();
  Task<server::Step> decide(server::Turn turn);
  Task<Answer> consult(Question question);
  Answer open_message(MessageNumber number);
  Task<> say(server::Step& step);
  Task<> send_message(server::SendMessage what);
  void note_state();

  MaildropService& service_;
  Clock& clock_;
  wire::LineChannel channel_;
  ServerTls tls_;
  server::Session session_;
  std::unique_ptr<Maildrop> maildrop_;
  std::unique_ptr<File> file_;  // of the message that the next effect sends
  const char* noted_state_ = server::Connecting::name;
  bool stopping_ = false;
  bool waits_for_command_ = false;
};

Task<> ServerConnection::Driver::run() {
  channel_.tracer().step(trace::Accepted{channel_.local(), channel_.remote(), "pop3"});
  std::string how = "closed";
  try {
    co_await converse();
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
  }
  if (!session_.is_closed()) session_.give_up();
  note_state();
  maildrop_.reset();
  channel_.close(how);
}

Task<> ServerConnection::Driver::converse() {
  if (tls_.from_start) co_await begin_tls();
  server::Step step = co_await decide(session_.connect());
  for (;;) {
    co_await say(step);
    if (session_.is_closed()) break;
    if (const auto* update = std::get_if<server::UpdateMaildrop>(&step.effect)) {
      Result<> updated = co_await maildrop_->update(update->update, channel_.tracer());
      step = co_await decide(session_.updated(std::move(updated)));
      continue;
    }
    if (std::holds_alternative<server::BeginTls>(step.effect)) co_await begin_tls();
    if (const auto* message = std::get_if<server::SendMessage>(&step.effect)) {
      co_await send_message(*message);
    }
    server::Turn turn = co_await next_command();
    step = co_await decide(std::move(turn));
  }
  co_await channel_.flush(clock_.in(write_wait));
}

Task<> ServerConnection::Driver::begin_tls() {
  const auto begun = co_await channel_.start_tls_server(*tls_.provider, clock_.in(handshake_wait));
  if (!begun) throw StreamError(begun.error());
  session_.tls_started();
}

Task<server::Turn> ServerConnection::Driver::next_command() {
  if (stopping_) co_return session_.give_up();
  waits_for_command_ = true;
  bool timed_out = false;
  wire::Line line;
  try {
    const Deadline deadline = clock_.in(session_.options().command_wait);
    const wire::Mask mask = session_.expects_response() ? wire::hide_line : mask_command;
    line = co_await channel_.read_line(session_.line_bytes_max(), deadline, mask);
  } catch (const StreamError& error) {
    timed_out = error.failure().kind == FailureKind::timed_out;
    if (!timed_out) throw;
  }
  waits_for_command_ = false;
  const bool left = line.kind == wire::Line::Kind::end_of_stream;
  if (timed_out || left) co_return session_.give_up();
  co_return session_.take_line(line);
}

// Leads a turn to its step, with the answer if there is a question.
Task<server::Step> ServerConnection::Driver::decide(server::Turn turn) {
  if (auto* step = std::get_if<server::Step>(&turn)) {
    note_state();
    co_return std::move(*step);
  }
  Answer answer = co_await consult(std::move(std::get<Question>(turn)));
  if (answer.decision != 0) channel_.tracer() = channel_.tracer().because(answer.decision);
  server::Step step = session_.answer(answer);
  if (answer.maildrop) maildrop_ = std::move(answer.maildrop);
  note_state();
  co_return step;
}

Task<Answer> ServerConnection::Driver::consult(Question question) {
  if (const auto* wanted = std::get_if<MessageWanted>(&question)) {
    co_return open_message(wanted->number);
  }
  CredentialsGiven credentials = std::move(std::get<CredentialsGiven>(question));
  co_return co_await service_.log_in(std::move(credentials), session_.info(), channel_.tracer());
}

// Opened before the reply, since after +OK nothing can be taken back.
Answer ServerConnection::Driver::open_message(MessageNumber number) {
  Answer answer;
  auto file = maildrop_->open(number - 1, channel_.tracer());
  if (file) {
    file_ = std::move(*file);
  } else {
    answer.refusal = Reply::no("SYS/TEMP", "that message cannot be read");
  }
  return answer;
}

Task<> ServerConnection::Driver::say(server::Step& step) {
  if (const auto* delay = std::get_if<server::Delay>(&step.effect)) {
    const Instant when = clock_.in(delay->wait);
    co_await clock_.sleep_until(when);
  }
  if (const auto* challenge = std::get_if<server::Challenge>(&step.effect)) {
    channel_.write_line("+ " + challenge->text);
  }
  if (!step.reply) co_return;
  for (const std::string& line : print_reply(*step.reply)) channel_.write_line(line);
}

Task<> ServerConnection::Driver::send_message(server::SendMessage what) {
  const std::unique_ptr<File> file = std::move(file_);
  const std::uint64_t begin = channel_.offset_out();
  MessageEncoder encoder(what.body_lines);
  std::vector<char> piece(piece_bytes);
  std::uint64_t offset = 0;
  for (bool more = true; more;) {
    const auto count = file->read(offset, piece);
    if (!count) throw StreamError(count.error());  // half a message can only be broken off
    offset += *count;
    std::string wire;
    encoder.encode(std::string_view(piece.data(), *count), wire);
    more = *count > 0 && offset < file->size() && !encoder.has_enough();
    if (!more) encoder.finish(wire);
    channel_.add_bytes(wire);
    // The reply, the message and its end in one write, where it is no longer than most are.
    const bool much = channel_.unsent_bytes() >= unsent_bytes_max;
    if (much || !more) co_await channel_.flush(clock_.in(write_wait));
  }
  if (!channel_.tracer()) co_return;
  const std::string& body = maildrop_->messages()[what.index].uid;
  channel_.tracer().note(trace::BodySent{channel_.local(), channel_.remote(), "pop3", begin,
                                         channel_.offset_out() - begin, body});
}

void ServerConnection::Driver::note_state() {
  const char* state = session_.state_name();
  if (state == noted_state_) return;
  channel_.tracer().note(trace::SessionState{"pop3", "server", noted_state_, state});
  noted_state_ = state;
}

void ServerConnection::Driver::stop() {
  stopping_ = true;
  if (waits_for_command_) abort();
}

void ServerConnection::Driver::abort() {
  channel_.interrupt();
}

ServerConnection::ServerConnection(std::unique_ptr<ByteStream> stream, MaildropService& service,
                                   Clock& clock, ServerOptions options, Tracer tracer,
                                   ServerTls tls)
    : driver_(std::make_unique<Driver>(std::move(stream), service, clock, std::move(options),
                                       std::move(tracer), tls)) {}

ServerConnection::~ServerConnection() = default;

Task<> ServerConnection::run() {
  return driver_->run();
}

void ServerConnection::stop() {
  driver_->stop();
}

void ServerConnection::abort() {
  driver_->abort();
}

}  // namespace mailtown::pop3
