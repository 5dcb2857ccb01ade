#include <array>
#include <deque>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "smtp/body_recorder.h"
#include "smtp/command_codec.h"
#include "smtp/data_encoder.h"
#include "smtp/reply_codec.h"
#include "smtp/smtp_client.h"
#include "smtp/smtp_client_session.h"
#include "wire/line_channel.h"

namespace mailtown::smtp {

namespace {

using namespace std::chrono_literals;
constexpr Duration connect_wait = 30s;  // RFC 5321 leaves it open; so long do others wait
constexpr Duration handshake_wait = 1min;
constexpr Duration text_piece_wait = 3min;  // RFC 5321 §4.5.3.2.5
constexpr std::size_t text_piece_bytes = 16 * 1024;
constexpr std::size_t transcript_lines_max = 60;

}  // namespace

class Client::Driver {
 public:
  Driver(Network* network, std::unique_ptr<ByteStream> stream, const Clock& clock,
         wire::Target server, ClientOptions options)
      : network_(network),
        stream_(std::move(stream)),
        clock_(clock),
        server_(std::move(server)),
        tls_(options.tls_provider),
        peer_{options.tls_name, options.tls == TlsUse::required},
        session_(std::move(options)) {}

  Task<std::vector<Outcome>> send(Envelope envelope, BodySource& text, Tracer tracer);
  Task<> quit();
  bool usable() const { return session_.is_usable(); }
  std::vector<std::string> transcript() const { return {transcript_.begin(), transcript_.end()}; }

 private:
  Task<> connect(Tracer tracer);
  Task<> converse(client::Step step, BodySource* text);
  Task<client::Step> begin_tls();
  Task<client::Step> connect_anew();
  void note_tls_decision();
  Task<> send_text(client::SendText order, BodySource& text);
  Task<Reply> read_reply(Duration wait);
  void say(const std::vector<client::Saying>& sayings);
  void note_state();
  void die(const Failure& failure);
  void jot(std::string_view sign, std::string_view line);

  Network* network_;                    // null: over stream_
  std::unique_ptr<ByteStream> stream_;  // until the channel has it
  const Clock& clock_;
  wire::Target server_;
  TlsProvider* tls_;
  TlsPeer peer_;
  client::Session session_;
  std::optional<wire::LineChannel> channel_;
  const char* noted_state_ = client::Connecting::name;
  std::deque<std::string> transcript_;  // the latest lines
};

Task<std::vector<Outcome>> Client::Driver::send(Envelope envelope, BodySource& text,
                                                Tracer tracer) {
  client::Step step = session_.begin(std::move(envelope), text.size());
  std::optional<Failure> failure;
  transcript_.clear();
  try {
    if (channel_) {
      Tracer& ours = channel_->tracer();  // the conversation stays, cause and letter are new
      ours = ours.because(tracer.cause()).about_letter(tracer.letter());
    } else if (std::holds_alternative<client::Connect>(step.effect)) {
      co_await connect(tracer);
      step = session_.connected();
    }
    co_await converse(std::move(step), &text);
  } catch (const StreamError& error) {
    failure = error.failure();
  }
  if (failure) die(*failure);
  if (channel_ && session_.is_closed()) channel_->close();
  co_return session_.outcomes();
}

Task<> Client::Driver::connect(Tracer tracer) {
  tracer = tracer.in_new_conversation();
  if (network_) {
    auto stream =
        co_await wire::connect(*network_, server_, "smtp", tracer, clock_.in(connect_wait));
    if (!stream) throw StreamError(stream.error());
    stream_ = std::move(*stream);
  }
  channel_.emplace(std::move(stream_), "smtp", tracer);
}

// Says and hears, until every recipient has its outcome.
Task<> Client::Driver::converse(client::Step step, BodySource* text) {
  for (;;) {
    note_tls_decision();
    note_state();
    say(step.say);
    if (const auto* order = std::get_if<client::SendText>(&step.effect)) {
      co_await send_text(*order, *text);
      step = session_.text_sent();
    } else if (const auto* await = std::get_if<client::AwaitReply>(&step.effect)) {
      const Reply reply = co_await read_reply(await->wait);
      step = session_.hear(reply);
    } else if (std::holds_alternative<client::BeginTls>(step.effect)) {
      step = co_await begin_tls();
    } else if (std::holds_alternative<client::Connect>(step.effect)) {
      step = co_await connect_anew();
    } else {
      co_return;
    }
  }
}

Task<client::Step> Client::Driver::begin_tls() {
  const auto begun = co_await channel_->start_tls_client(*tls_, peer_, clock_.in(handshake_wait));
  if (begun) {
    jot("... ", fmt::format("encrypted: {}, {}", begun->version,
                            begun->proven.empty() ? begun->unproven : begun->proven));
    co_return session_.tls_started();
  }
  jot("... ", begun.error().message());
  co_return session_.tls_failed(begun.error());
}

// After a failed handshake nothing can be said on a connection any more, not even in the clear.
Task<client::Step> Client::Driver::connect_anew() {
  if (!network_) throw StreamError({FailureKind::closed, "the handshake has ended the connection"});
  const Tracer tracer = channel_->tracer();
  channel_->close();
  co_await connect(tracer);
  co_return session_.connected();
}

void Client::Driver::note_tls_decision() {
  auto decided = session_.take_tls_decision();
  if (!decided) return;
  channel_->tracer().step(wire::tls_decision(peer_.name, std::move(*decided)));
}

Task<> Client::Driver::send_text(client::SendText order, BodySource& text) {
  BodyRecorder recorder(channel_->tracer(), channel_->offset_out());
  DataEncoder encoder;
  std::vector<char> piece(text_piece_bytes);
  std::string wire;
  for (bool more = order.is_wanted; more;) {
    const auto count = text.read(piece);
    if (!count) throw StreamError(count.error());  // never end a text that is not whole
    more = *count > 0;
    wire.clear();
    encoder.encode(std::string_view(piece.data(), *count), wire);
    co_await channel_->write_bytes(wire, clock_.in(text_piece_wait));
  }
  wire.clear();
  encoder.finish(wire);
  co_await channel_->write_bytes(wire, clock_.in(text_piece_wait));
  if (order.is_wanted) recorder.sent(*channel_, channel_->tracer().letter());
}

Task<Reply> Client::Driver::read_reply(Duration wait) {
  ReplyParser parser;
  ReplyParser::Progress progress = ReplyParser::Progress::more;
  const Deadline deadline = clock_.in(wait);
  while (progress == ReplyParser::Progress::more) {
    const wire::Line line = co_await channel_->read_line(reply_line_bytes_max, deadline);
    if (line.kind == wire::Line::Kind::end_of_stream) {
      throw StreamError({FailureKind::closed, "the server ended the connection"});
    }
    jot("<<< ", line.text);
    // A line that is too long still begins with its code.
    const bool readable = line.kind != wire::Line::Kind::bare_line_end;
    progress = readable ? parser.add_line(line.text) : ReplyParser::Progress::malformed;
  }
  if (progress == ReplyParser::Progress::malformed) {
    throw StreamError({FailureKind::invalid, "the server does not speak SMTP"});
  }
  co_return parser.take();
}

Task<> Client::Driver::quit() {
  if (!channel_ || !channel_->is_open()) co_return;
  std::optional<Failure> failure;
  try {
    co_await converse(session_.quit(), nullptr);
  } catch (const StreamError& error) {
    failure = error.failure();
  }
  if (failure) die(*failure);
  channel_->close();
}

void Client::Driver::say(const std::vector<client::Saying>& sayings) {
  for (const client::Saying& each : sayings) {
    channel_->write_line(each.line, each.is_secret ? wire::hide_line : mask_command);
    const bool is_login = each.is_secret || each.line.starts_with("AUTH");
    jot(">>> ", is_login ? "(log-in)" : each.line);
  }
}

void Client::Driver::note_state() {
  const char* state = session_.state_name();
  if (std::string_view(state) == noted_state_) return;
  channel_->tracer().note(trace::SessionState{"smtp", "client", noted_state_, state});
  noted_state_ = state;
}

void Client::Driver::die(const Failure& failure) {
  session_.fail(failure);
  jot("... ", failure.message());
  if (!channel_) return;
  note_state();
  channel_->close(to_string(failure.kind));
}

void Client::Driver::jot(std::string_view sign, std::string_view line) {
  if (transcript_.size() >= transcript_lines_max) transcript_.pop_front();
  transcript_.push_back(std::string(sign).append(line));
}

Client::Client(Network& network, const Clock& clock, wire::Target server, ClientOptions options)
    : driver_(std::make_unique<Driver>(&network, nullptr, clock, std::move(server),
                                       std::move(options))) {}
Client::Client(std::unique_ptr<ByteStream> stream, const Clock& clock, ClientOptions options)
    : driver_(std::make_unique<Driver>(nullptr, std::move(stream), clock, wire::Target(),
                                       std::move(options))) {}
Client::~Client() = default;
Task<std::vector<Outcome>> Client::send(Envelope envelope, BodySource& text, Tracer tracer) {
  return driver_->send(std::move(envelope), text, std::move(tracer));
}
std::vector<std::string> Client::transcript() const {
  return driver_->transcript();
}
bool Client::usable() const {
  return driver_->usable();
}
Task<> Client::quit() {
  return driver_->quit();
}

}  // namespace mailtown::smtp
