#include <optional>
#include <utility>

#include "smtp/body_recorder.h"
#include "smtp/reply_codec.h"
#include "smtp/smtp_server.h"
#include "smtp/smtp_server_rules.h"
#include "smtp/smtp_server_session.h"
#include "wire/line_channel.h"

namespace mailtown::smtp {

namespace {

using namespace std::chrono_literals;
constexpr Duration farewell_wait = 10s;    // to get rid of the last words
constexpr Duration handshake_wait = 1min;  // it is two round trips

ServerOptions with_tls(ServerOptions options, const ServerTls& tls) {
  if (!tls.provider || tls.from_start) return options;
  options.tls = tls.provider->can_serve() ? TlsOffer::on_demand : TlsOffer::out_of_order;
  return options;
}

}  // namespace

class ServerConnection::Driver {
 public:
  Driver(std::unique_ptr<ByteStream> stream, MailService& service, const Clock& clock,
         ServerOptions options, Tracer tracer, ServerTls tls)
      : service_(service),
        clock_(clock),
        channel_(std::move(stream), "smtp", tracer.in_new_conversation()),
        tls_(tls),
        session_(with_tls(std::move(options), tls), channel_.remote(), channel_.local()) {}

  Task<> run();
  Task<> stop();
  void abort() { channel_.close("aborted"); }  // ends the wait of whoever reads or writes

 private:
  Task<> converse();
  Task<server::Step> decide(server::Turn turn);
  Task<Answer> consult(Question question);
  Task<std::optional<server::Turn>> next(server::Effect effect);
  Task<std::optional<server::Turn>> next_line();
  Task<bool> begin_tls();
  Task<server::TextEnded> receive_text();
  Task<> take_over(server::TextEnded& ended);
  void say(const Reply& reply);
  void note_state();

  MailService& service_;
  const Clock& clock_;
  wire::LineChannel channel_;
  ServerTls tls_;
  server::Session session_;
  std::unique_ptr<Spool> spool_;  // of the message that was announced
  const char* noted_state_ = server::Connecting::name;
  bool stopping_ = false;
  bool waits_for_line_ = false;
};

Task<> ServerConnection::Driver::run() {
  channel_.tracer().step(trace::Accepted{channel_.local(), channel_.remote(), "smtp"});
  std::string how = "closed";
  try {
    co_await converse();
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
  }
  spool_.reset();
  channel_.close(how);
}

Task<> ServerConnection::Driver::converse() {
  bool ready = true;
  if (tls_.from_start) ready = co_await begin_tls();
  if (!ready) co_return;
  std::optional<server::Turn> turn = session_.connect();
  while (turn) {
    const server::Step step = co_await decide(std::move(*turn));
    note_state();
    say(step.reply);
    turn = co_await next(step.effect);
  }
  co_await channel_.flush(clock_.in(farewell_wait));
}

// From what happened to what to say: puts the machine's question, if it has one.
Task<server::Step> ServerConnection::Driver::decide(server::Turn turn) {
  if (auto* step = std::get_if<server::Step>(&turn)) co_return std::move(*step);
  const Answer answer = co_await consult(std::move(std::get<Question>(turn)));
  if (answer.decision != 0) channel_.tracer() = channel_.tracer().because(answer.decision);
  co_return session_.answer(answer);
}

Task<Answer> ServerConnection::Driver::consult(Question question) {
  std::optional<Envelope> announced;
  if (const auto* message = std::get_if<MessageAnnounced>(&question)) announced = message->envelope;
  Answer answer = co_await service_.ask(std::move(question), session_.info(), channel_.tracer());
  if (!announced || !answer.accepted()) co_return answer;

  // Before the client is told to go on: there must be a place for the message.
  auto spool = service_.open_spool(*announced, session_.info(), channel_.tracer());
  if (!spool) co_return Answer::refuse(server::storage_failed(spool.error()), answer.decision);
  spool_ = std::move(*spool);
  channel_.tracer() = channel_.tracer().about_letter(spool_->id());
  co_return answer;
}

// Does what the reply was followed by, and waits for what happens next; nothing: the end.
Task<std::optional<server::Turn>> ServerConnection::Driver::next(server::Effect effect) {
  if (std::holds_alternative<server::Close>(effect)) co_return std::nullopt;
  if (std::holds_alternative<server::ReceiveText>(effect)) {
    server::TextEnded ended = co_await receive_text();
    co_return session_.text_ended(std::move(ended));
  }
  if (std::holds_alternative<server::BeginTls>(effect)) {
    const bool begun = co_await begin_tls();
    if (!begun) co_return std::nullopt;
  }
  channel_.tracer() = channel_.tracer().about_letter({});  // a reply was the last word about it
  if (stopping_) co_return session_.stop();
  co_return co_await next_line();
}

Task<std::optional<server::Turn>> ServerConnection::Driver::next_line() {
  const wire::Mask mask = session_.expects_secret() ? wire::hide_line : mask_command;
  std::optional<wire::Line> line;
  waits_for_line_ = true;
  try {
    line = co_await channel_.read_line(auth_line_bytes_max,
                                       clock_.in(session_.options().command_wait), mask);
  } catch (const StreamError& error) {
    if (error.failure().kind != FailureKind::timed_out) throw;
  }
  waits_for_line_ = false;
  if (session_.is_closed()) co_return std::nullopt;  // stop() has said good-bye meanwhile
  if (!line) co_return session_.time_out();
  if (line->kind == wire::Line::Kind::end_of_stream) co_return std::nullopt;
  co_return session_.take_line(*line);
}

// False if the handshake has failed: the connection is of no more use (RFC 3207 §4.1).
Task<bool> ServerConnection::Driver::begin_tls() {
  const auto begun = co_await channel_.start_tls_server(*tls_.provider, clock_.in(handshake_wait));
  if (begun) session_.tls_started();
  co_return begun.has_value();
}

// Streams the text into the spool, to its end, whatever is wrong with it.
Task<server::TextEnded> ServerConnection::Driver::receive_text() {
  const auto decoder = make_data_decoder({session_.text_bytes_max()});
  BodyRecorder recorder(channel_.tracer(), channel_.offset_in());
  server::TextEnded ended;
  ended.queue_id = spool_->id();
  std::string text;
  for (bool more = true; more;) {
    const std::string_view bytes = co_await channel_.peek(clock_.in(session_.options().text_wait));
    if (bytes.empty()) throw StreamError({FailureKind::closed, "the client left in the midst"});
    text.clear();
    const DataDecoder::Progress progress = decoder->decode(bytes, text);
    channel_.consume(progress.consumed);
    recorder.add(text);
    if (!ended.storage_failure) {
      auto stored = spool_->append(text);
      if (!stored) ended.storage_failure = stored.error();
    }
    more = !progress.ended;
  }
  ended.fault = decoder->fault();
  const bool whole = ended.fault == DataFault::none && !ended.storage_failure;
  recorder.received(channel_, whole ? ended.queue_id : "");
  if (whole) co_await take_over(ended);
  spool_.reset();  // without a commit, nothing is left of the message
  co_return ended;
}

// Makes the message ours, if the service has nothing against it now that it is whole.
Task<> ServerConnection::Driver::take_over(server::TextEnded& ended) {
  Answer answer = co_await spool_->examine(channel_.tracer());
  if (answer.decision != 0) channel_.tracer() = channel_.tracer().because(answer.decision);
  ended.refusal = std::move(answer.refusal);
  if (ended.refusal) co_return;
  const auto committed = co_await spool_->commit(channel_.tracer());
  if (!committed) ended.storage_failure = committed.error();
}

void ServerConnection::Driver::say(const Reply& reply) {
  for (const std::string& line : print_reply(reply)) channel_.write_line(line);
}

void ServerConnection::Driver::note_state() {
  const char* state = session_.state_name();
  if (std::string_view(state) == noted_state_) return;
  channel_.tracer().note(trace::SessionState{"smtp", "server", noted_state_, state});
  noted_state_ = state;
}

Task<> ServerConnection::Driver::stop() {
  stopping_ = true;
  if (!waits_for_line_ || session_.is_closed()) co_return;
  const server::Step step = session_.stop();
  note_state();
  say(step.reply);
  try {
    co_await channel_.flush(clock_.in(farewell_wait));
  } catch (const StreamError&) {
    // Nobody is there to hear it.
  }
  channel_.close();  // ends the wait of next_line()
}

ServerConnection::ServerConnection(std::unique_ptr<ByteStream> stream, MailService& service,
                                   const Clock& clock, ServerOptions options, Tracer tracer,
                                   ServerTls tls)
    : driver_(std::make_unique<Driver>(std::move(stream), service, clock, std::move(options),
                                       std::move(tracer), tls)) {}
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

}  // namespace mailtown::smtp
