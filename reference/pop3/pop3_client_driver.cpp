#include <fmt/format.h>

#include "pop3/command_codec.h"
#include "pop3/message_codec.h"
#include "pop3/pop3_client.h"
#include "pop3/reply_codec.h"
#include "trace/json_codec.h"
#include "wire/line_channel.h"

namespace mailtown::pop3 {

namespace {

using namespace std::chrono_literals;
constexpr Duration connect_wait = 30s;
constexpr Duration handshake_wait = 1min;
constexpr Duration reply_wait = 5min;
constexpr std::size_t listing_lines_max = 1'000'000;
class Driver {
 public:
  Driver(std::unique_ptr<ByteStream> stream, const Clock& clock, FetchOrder order,
         MessageSink& sink, Tracer tracer)
      : clock_(clock),
        sink_(sink),
        channel_(std::move(stream), "pop3", std::move(tracer)),
        tls_(order.tls_provider),
        peer_{order.tls_name, order.tls == TlsUse::required},
        session_(std::move(order)) {}

  Task<FetchOutcome> run();

 private:
  Task<> converse();
  Task<> begin_tls();
  void note_tls_decision();
  Task<Reply> read_reply();
  Task<> read_listing(Reply& reply);
  Task<> read_message();
  void keep(Result<> result);
  void record_body(std::uint64_t begin, const std::string& text);
  void conclude();
  void note_state();
  Deadline reply_deadline() const { return clock_.in(reply_wait); }

  const Clock& clock_;
  MessageSink& sink_;
  wire::LineChannel channel_;
  TlsProvider* tls_;
  TlsPeer peer_;
  client::Session session_;
  const char* noted_state_ = client::Connecting::name;
  std::optional<Failure> sink_failure_;
  std::uint64_t message_bytes_ = 0;  // of the one being read
  std::size_t marked_ = 0;           // deleted, should QUIT be answered
  FetchOutcome outcome_;
};

Task<FetchOutcome> Driver::run() {
  std::string how = "closed";
  try {
    co_await converse();
    conclude();
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
    outcome_.stage = session_.stage();
    outcome_.trouble = error.failure();
  }
  channel_.close(how);
  co_return std::move(outcome_);
}

Task<> Driver::converse() {
  while (!session_.is_closed()) {
    if (const auto command = session_.next_command()) {
      channel_.write_line(print_command(*command), mask_command);
    }
    const Stage stage = session_.stage();
    Reply reply = co_await read_reply();
    const client::Body body = session_.expected_body();
    if (reply.ok && body == client::Body::listing) {
      co_await read_listing(reply);
    } else if (reply.ok && body == client::Body::message) {
      co_await read_message();
    }
    if (reply.ok && stage == Stage::remove) ++marked_;
    if (reply.ok && stage == Stage::quit) outcome_.removed = marked_;
    if (sink_failure_ && stage == Stage::retrieve) {
      session_.sink_failed();
    } else {
      session_.take_reply(reply);
    }
    note_tls_decision();
    if (session_.begins_tls()) co_await begin_tls();
    note_state();
  }
}

Task<> Driver::begin_tls() {
  const auto begun = co_await channel_.start_tls_client(*tls_, peer_, clock_.in(handshake_wait));
  if (!begun) throw StreamError(begun.error());
  session_.tls_started();
}

void Driver::note_tls_decision() {
  auto decided = session_.take_tls_decision();
  if (!decided) return;
  channel_.tracer().step(wire::tls_decision(peer_.name, std::move(*decided)));
}

void Driver::conclude() {
  outcome_.stage = Stage::done;
  if (sink_failure_) {
    outcome_.stage = Stage::retrieve;
    outcome_.trouble = *sink_failure_;
  } else if (session_.refusal()) {
    outcome_.stage = session_.refusal()->stage;
    outcome_.trouble = session_.refusal()->reply;
  }
}

Task<Reply> Driver::read_reply() {
  const wire::Line line = co_await channel_.read_line(reply_bytes_max, reply_deadline());
  if (line.kind == wire::Line::Kind::end_of_stream) {
    throw StreamError({FailureKind::reset, "the server ended the connection"});
  }
  const auto reply = parse_reply(line.text);
  if (!line.is_complete() || !reply) {
    throw StreamError({FailureKind::invalid, "that is no POP3 reply: " + line.text});
  }
  co_return *reply;
}

Task<> Driver::read_listing(Reply& reply) {
  reply.has_listing = true;
  for (;;) {
    wire::Line line = co_await channel_.read_line(reply_bytes_max, reply_deadline());
    if (!line.is_complete() || reply.listing.size() == listing_lines_max) {
      throw StreamError({FailureKind::invalid, "the listing breaks off"});
    }
    if (line.text == ".") co_return;
    if (line.text.starts_with(".")) line.text.erase(0, 1);  // RFC 1939 §3
    reply.listing.push_back(std::move(line.text));
  }
}

Task<> Driver::read_message() {
  const std::uint64_t begin = channel_.offset_in();
  message_bytes_ = 0;
  keep(sink_.begin(session_.current().uid));
  MessageDecoder decoder;
  std::string recorded;
  for (bool ended = false; !ended;) {
    const std::string_view bytes = co_await channel_.peek(reply_deadline());
    if (bytes.empty()) throw StreamError({FailureKind::reset, "the message breaks off"});
    std::string text;
    const auto progress = decoder.decode(bytes, text);
    channel_.consume(progress.consumed);
    ended = progress.ended;
    message_bytes_ += text.size();
    keep(sink_failure_ ? Result<>() : sink_.append(text));
    if (channel_.tracer().keeps_texts() && recorded.size() < trace::BodyStored::text_bytes_max)
      recorded += text;
  }
  record_body(begin, recorded);
  keep(sink_failure_ ? Result<>() : sink_.finish());
  if (sink_failure_) co_return;
  ++outcome_.retrieved;
  outcome_.bytes += message_bytes_;
}

// The first failure of the sink; the message is read to its end all the same.
void Driver::keep(Result<> result) {
  if (!result && !sink_failure_) sink_failure_ = result.error();
}

void Driver::record_body(std::uint64_t begin, const std::string& text) {
  Tracer& tracer = channel_.tracer();
  if (!tracer) return;
  const std::string& body = session_.current().uid;
  if (tracer.keeps_texts()) {
    tracer.note(
        trace::BodyStored{body, message_bytes_,
                          trace::visible_text(text.substr(0, trace::BodyStored::text_bytes_max))});
  }
  tracer.step(trace::BodyReceived{channel_.local(), channel_.remote(), "pop3", begin,
                                  channel_.offset_in() - begin, body});
}

void Driver::note_state() {
  const char* state = session_.state_name();
  if (state == noted_state_) return;
  channel_.tracer().note(trace::SessionState{"pop3", "client", noted_state_, state});
  noted_state_ = state;
}

}  // namespace

std::string FetchOutcome::to_string() const {
  if (succeeded()) return fmt::format("{} message{}", retrieved, retrieved == 1 ? "" : "s");
  const auto* reply = std::get_if<Reply>(&trouble);
  const std::string why = reply ? reply->to_string() : std::get<Failure>(trouble).message();
  return fmt::format("{}: {}", pop3::to_string(stage), why);
}

Task<FetchOutcome> fetch(std::unique_ptr<ByteStream> stream, const Clock& clock, FetchOrder order,
                         MessageSink& sink, Tracer tracer) {
  Driver driver(std::move(stream), clock, std::move(order), sink, std::move(tracer));
  co_return co_await driver.run();
}

Task<FetchOutcome> fetch(Network& network, const Clock& clock, wire::Target server,
                         FetchOrder order, MessageSink& sink, Tracer tracer) {
  tracer = tracer.in_new_conversation();
  const Deadline deadline = clock.in(connect_wait);
  auto stream = co_await wire::connect(network, std::move(server), "pop3", tracer, deadline);
  if (!stream) {
    FetchOutcome outcome;
    outcome.trouble = stream.error();
    co_return outcome;
  }
  co_return co_await fetch(std::move(*stream), clock, std::move(order), sink, std::move(tracer));
}

}  // namespace mailtown::pop3
