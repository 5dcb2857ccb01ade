#include <fmt/format.h>

#include "imap/client_response_codec.h"
#include "imap/command_codec.h"
#include "imap/imap_client.h"
#include "trace/json_codec.h"
#include "wire/line_channel.h"
#include "wire/tls_choice.h"

namespace mailtown::imap {

namespace {

using namespace std::chrono_literals;
constexpr Duration connect_wait = 30s;
constexpr Duration handshake_wait = 30s;
constexpr Duration reply_wait = 5min;
constexpr Duration glance = 250ms;  // between two looks whether somebody has had enough
[[noreturn]] void nonsense(const std::string& why) {
  throw StreamError({FailureKind::invalid, "that is no IMAP: " + why});
}

// The number behind "UID " in the beginning of a FETCH response; 0 if there is none yet.
mailbox::Uid uid_in(std::string_view line) {
  const std::size_t at = line.find("UID ");
  if (at == std::string_view::npos) return 0;
  TokenReader in(line.substr(at + 4));
  return in.number("a UID");
}

// "* 3 FETCH": 3
std::uint32_t number_in(std::string_view line) {
  TokenReader in(line.substr(std::min<std::size_t>(2, line.size())));
  return in.number("a number");
}

}  // namespace

class Client::Driver {
 public:
  Driver(Network& network, const Clock& clock, wire::Target server, ClientOptions options)
      : network_(&network),
        clock_(clock),
        server_(std::move(server)),
        options_(std::move(options)) {}
  Driver(std::unique_ptr<ByteStream> stream, const Clock& clock, ClientOptions options)
      : clock_(clock), stream_(std::move(stream)), options_(std::move(options)) {}

  Task<Outcome> open(Tracer tracer);
  Task<Outcome> perform(client::Command command, Tracer tracer, wire::MessageSink* sink);
  Task<Outcome> append(client::AppendText what, std::string text, Tracer tracer);
  Task<Outcome> idle(Deadline until, std::function<bool()> enough, Tracer tracer);
  Task<> leave(Tracer tracer);
  bool usable() const { return channel_ && channel_->is_open() && !session_.is_closed(); }
  const client::Session& session() const { return session_; }

 private:
  Task<Result<>> connect(Tracer tracer);
  Task<> greet(Outcome& outcome);
  Task<bool> protect(Outcome& outcome);
  bool goes_on_without_tls(wire::TlsObstacle obstacle, const std::string& reason);
  Task<bool> run(client::Command command, Outcome& outcome);
  bool is_ready(Outcome& outcome, const Tracer& tracer);
  Task<> start(client::Command command, Outcome& outcome);
  Task<> finish(Outcome& outcome);
  Task<> hear_go_ahead(Outcome& outcome);
  Task<> hear_until_news(Deadline until, const std::function<bool()>& enough);
  Task<std::optional<Reply>> hear(Deadline deadline);
  Task<std::string> read_response(Deadline deadline);
  Task<> read_message(std::string_view line, std::uint64_t bytes);
  Task<std::string> read_literal(std::uint64_t bytes);
  void keep(Result<> result);
  void record_body(const std::string& body, std::uint64_t bytes, const std::string& text);
  void note_state();
  void give_up(Outcome& outcome, const StreamError& error);

  Network* network_ = nullptr;
  const Clock& clock_;
  wire::Target server_;
  std::unique_ptr<ByteStream> stream_;  // before there is a channel
  ClientOptions options_;
  std::optional<wire::LineChannel> channel_;
  client::Session session_;
  const char* noted_state_ = client::Connecting::name;
  wire::MessageSink* sink_ = nullptr;
  mailbox::Uid first_wanted_ = 0;  // texts before it are passed over
  std::optional<Failure> sink_failure_;
};

// --- commands ------------------------------------------------------------------------------------

Task<Result<>> Client::Driver::connect(Tracer tracer) {
  tracer = tracer.in_new_conversation();
  if (!stream_) {
    const Deadline deadline = clock_.in(connect_wait);
    auto stream = co_await wire::connect(*network_, server_, "imap", tracer, deadline);
    if (!stream) co_return stream.error();
    stream_ = std::move(*stream);
  }
  channel_.emplace(std::move(stream_), "imap", std::move(tracer));
  co_return Result<>();
}

Task<Outcome> Client::Driver::open(Tracer tracer) {
  Outcome outcome{"connect", {}};
  const Result<> connected = co_await connect(std::move(tracer));
  if (!connected) {
    outcome.trouble = connected.error();
    co_return outcome;
  }
  try {
    co_await greet(outcome);
  } catch (const StreamError& error) {
    give_up(outcome, error);
  }
  co_return outcome;
}

Task<> Client::Driver::greet(Outcome& outcome) {
  outcome.during = "greeting";
  co_await finish(outcome);
  if (!outcome.succeeded()) co_return;
  const client::Command capability = Capability();
  const bool asked = co_await run(capability, outcome);
  if (!asked) co_return;
  const bool may_log_in = co_await protect(outcome);
  if (!may_log_in) co_return;
  if (session_.has("LOGINDISABLED")) {  // RFC 3501 §6.2.3
    outcome = {"LOGIN", Reply::no("PRIVACYREQUIRED", "the server takes no passwords in the clear")};
    co_return;
  }
  const client::Command login = Login{options_.login, options_.password};
  const bool logged_in = co_await run(login, outcome);
  // What the server can may be more from now on.
  if (logged_in) co_await run(capability, outcome);
}

// STARTTLS, as far as it is wanted. False: without it the client does not go on.
Task<bool> Client::Driver::protect(Outcome& outcome) {
  if (options_.tls == TlsUse::none) co_return true;
  if (!session_.has("STARTTLS")) {
    if (goes_on_without_tls(wire::TlsObstacle::not_offered, {})) co_return true;
    outcome = {"STARTTLS", Reply::no("PRIVACYREQUIRED", "the server offers no TLS")};
    co_return false;
  }
  const client::Command start = StartTls();
  const bool begins = co_await run(start, outcome);
  if (!begins) {
    const std::string reason = outcome.to_string();
    if (!goes_on_without_tls(wire::TlsObstacle::refused, reason)) co_return false;
    outcome.trouble = std::monostate();
    co_return true;
  }
  TlsPeer peer{options_.tls_name, options_.tls == TlsUse::required};
  const Deadline deadline = clock_.in(handshake_wait);
  const auto begun =
      co_await channel_->start_tls_client(*options_.tls_provider, std::move(peer), deadline);
  if (!begun) throw StreamError(begun.error());
  session_.tls_started();
  const client::Command capability = Capability();
  const bool asked_again = co_await run(capability, outcome);
  co_return asked_again;
}

bool Client::Driver::goes_on_without_tls(wire::TlsObstacle obstacle, const std::string& reason) {
  auto decided = wire::choose_without_tls(options_.tls, obstacle, options_.tls_name, reason);
  const bool goes_on = decided.outcome == wire::TlsChoice::clear;
  channel_->tracer().step(wire::tls_decision(options_.tls_name, std::move(decided)));
  return goes_on;
}

// For what is asked with `tracer`; if not, the outcome says why.
bool Client::Driver::is_ready(Outcome& outcome, const Tracer& tracer) {
  if (!usable()) {
    outcome.trouble = Failure{FailureKind::closed, "the connection was closed before"};
    return false;
  }
  channel_->tracer() = channel_->tracer().because(tracer.cause());
  return true;
}

Task<Outcome> Client::Driver::perform(client::Command command, Tracer tracer,
                                      wire::MessageSink* sink) {
  Outcome outcome{client::name_of(command), {}};
  if (!is_ready(outcome, tracer)) co_return outcome;
  const auto* fetch = std::get_if<client::FetchFrom>(&command);
  first_wanted_ = fetch ? fetch->first : 0;
  sink_ = sink;
  sink_failure_.reset();
  try {
    co_await run(std::move(command), outcome);
  } catch (const StreamError& error) {
    give_up(outcome, error);
  }
  sink_ = nullptr;
  if (session_.is_closed()) channel_->close();
  if (sink_failure_ && outcome.succeeded()) outcome.trouble = *sink_failure_;
  co_return outcome;
}

Task<Outcome> Client::Driver::append(client::AppendText what, std::string text, Tracer tracer) {
  Outcome outcome{"APPEND", {}};
  if (!is_ready(outcome, tracer)) co_return outcome;
  try {
    co_await start(std::move(what), outcome);
    co_await hear_go_ahead(outcome);
    if (session_.may_go_on()) {
      const std::uint64_t begin = channel_->offset_out();
      const Deadline deadline = clock_.in(reply_wait);
      co_await channel_->write_bytes(text, deadline);
      channel_->tracer().note(trace::BodySent{channel_->local(), channel_->remote(), "imap", begin,
                                              text.size(), "draft"});
      channel_->write_line("");
      co_await finish(outcome);
    }
  } catch (const StreamError& error) {
    give_up(outcome, error);
  }
  co_return outcome;
}

Task<Outcome> Client::Driver::idle(Deadline until, std::function<bool()> enough, Tracer tracer) {
  Outcome outcome{"IDLE", {}};
  if (!is_ready(outcome, tracer)) co_return outcome;
  try {
    const client::Command command = Idle();
    co_await start(command, outcome);
    co_await hear_go_ahead(outcome);
    if (session_.may_go_on()) {
      co_await hear_until_news(until, enough);
      channel_->write_line(session_.end_idle());
      co_await finish(outcome);
    }
  } catch (const StreamError& error) {
    give_up(outcome, error);
  }
  co_return outcome;
}

Task<> Client::Driver::leave(Tracer tracer) {
  const client::Command command = Logout();
  if (usable()) (void)co_await perform(command, std::move(tracer), nullptr);
  if (channel_) channel_->close();
}

// --- one command ---------------------------------------------------------------------------------

// Whether it succeeded.
Task<bool> Client::Driver::run(client::Command command, Outcome& outcome) {
  co_await start(std::move(command), outcome);
  co_await finish(outcome);
  co_return outcome.succeeded();
}

Task<> Client::Driver::start(client::Command command, Outcome& outcome) {
  outcome.during = client::name_of(command);
  const auto line = session_.begin(std::move(command));
  if (!line) throw StreamError({FailureKind::invalid, outcome.during + " cannot be said here"});
  channel_->write_line(*line, mask_command);
  co_return;
}

// Hears all that comes before the command's end, and that.
Task<> Client::Driver::finish(Outcome& outcome) {
  std::optional<Reply> reply;
  while (!reply) {
    const Deadline deadline = clock_.in(reply_wait);
    reply = co_await hear(deadline);
  }
  if (reply->status != Status::ok) outcome.trouble = *reply;
}

// Hears until the server waits for the command's rest, or ends it.
Task<> Client::Driver::hear_go_ahead(Outcome& outcome) {
  std::optional<Reply> ended;
  while (!ended && !session_.may_go_on()) {
    const Deadline deadline = clock_.in(reply_wait);
    ended = co_await hear(deadline);
  }
  if (ended) outcome.trouble = *ended;
}

Task<> Client::Driver::hear_until_news(Deadline until, const std::function<bool()>& enough) {
  (void)session_.take_news();
  bool is_over = false;
  while (!is_over && clock_.now() < until && !enough()) {
    const Deadline deadline = std::min<Deadline>(until, clock_.now() + glance);
    try {
      const auto ended = co_await hear(deadline);
      is_over = ended || session_.take_news();
    } catch (const StreamError& error) {
      if (error.failure().kind != FailureKind::timed_out) throw;
    }
  }
}

// One response. Its reply if it ends the command.
Task<std::optional<Reply>> Client::Driver::hear(Deadline deadline) {
  if (session_.is_closed()) throw StreamError({FailureKind::closed, "the server has said BYE"});
  const std::string text = co_await read_response(deadline);
  const auto response = client::parse_response(text);
  if (!response) nonsense(response.error().text + ": " + text.substr(0, 200));
  const auto reply = session_.take(*response);
  note_state();
  co_return reply;
}

// A response's line, with its literals but for a message's text.
Task<std::string> Client::Driver::read_response(Deadline deadline) {
  std::string text;
  for (;;) {
    const wire::Line line = co_await channel_->read_line(client::response_bytes_max, deadline);
    if (line.kind == wire::Line::Kind::end_of_stream) {
      throw StreamError({FailureKind::reset, "the server ended the connection"});
    }
    if (!line.is_complete()) nonsense("a line too long, or broken");
    text += line.text;
    const auto literal = literal_at_end(line.text);
    if (!literal) co_return text;
    deadline = clock_.in(reply_wait);
    if (client::announces_message(text)) {
      co_await read_message(text, literal->bytes);
      continue;
    }
    if (text.size() + literal->bytes > client::response_bytes_max) nonsense("a literal too long");
    const std::string content = co_await read_literal(literal->bytes);
    text += "\r\n" + content;
  }
}

// --- texts ---------------------------------------------------------------------------------------

Task<std::string> Client::Driver::read_literal(std::uint64_t bytes) {
  std::string content;
  while (content.size() < bytes) {
    const Deadline deadline = clock_.in(reply_wait);
    const std::string_view piece = co_await channel_->peek(deadline);
    if (piece.empty()) throw StreamError({FailureKind::reset, "the response breaks off"});
    const std::string_view taken = piece.substr(0, bytes - content.size());
    content += taken;
    channel_->consume(taken.size());
  }
  co_return content;
}

// The literal that `line` has announced goes to the sink, piece by piece.
Task<> Client::Driver::read_message(std::string_view line, std::uint64_t bytes) {
  mailbox::Uid uid = uid_in(line);
  if (uid == 0) uid = session_.uid_of(number_in(line));
  const bool is_wanted = sink_ && uid >= first_wanted_;
  const std::string body = fmt::format("uid-{}", uid);
  if (is_wanted) keep(sink_->begin(std::to_string(uid)));
  std::string recorded;
  for (std::uint64_t left = bytes; left > 0;) {
    const Deadline deadline = clock_.in(reply_wait);
    const std::string_view piece = co_await channel_->peek(deadline);
    if (piece.empty()) throw StreamError({FailureKind::reset, "the message breaks off"});
    const std::string_view taken = piece.substr(0, left);
    if (is_wanted && !sink_failure_) keep(sink_->append(taken));
    if (channel_->tracer().keeps_texts() && recorded.size() < trace::BodyStored::text_bytes_max)
      recorded += taken;
    left -= taken.size();
    channel_->consume(taken.size());
  }
  record_body(body, bytes, recorded);
  if (is_wanted && !sink_failure_) keep(sink_->finish());
}

// The first failure of the sink; the rest is read to its end all the same.
void Client::Driver::keep(Result<> result) {
  if (!result && !sink_failure_) sink_failure_ = result.error();
}

void Client::Driver::record_body(const std::string& body, std::uint64_t bytes,
                                 const std::string& text) {
  Tracer& tracer = channel_->tracer();
  if (!tracer) return;
  if (tracer.keeps_texts()) {
    tracer.note(trace::BodyStored{
        body, bytes, trace::visible_text(text.substr(0, trace::BodyStored::text_bytes_max))});
  }
  tracer.step(trace::BodyReceived{channel_->local(), channel_->remote(), "imap",
                                  channel_->offset_in() - bytes, bytes, body});
}

// --- the rest ------------------------------------------------------------------------------------

void Client::Driver::note_state() {
  const char* state = session_.state_name();
  if (std::string_view(state) == noted_state_) return;
  channel_->tracer().note(trace::SessionState{"imap", "client", noted_state_, state});
  noted_state_ = state;
}

void Client::Driver::give_up(Outcome& outcome, const StreamError& error) {
  outcome.trouble = error.failure();
  channel_->close(to_string(error.failure().kind));
}

std::string Outcome::to_string() const {
  if (succeeded()) return during + ": OK";
  const auto* reply = std::get_if<Reply>(&trouble);
  if (!reply) return during + ": " + std::get<Failure>(trouble).message();
  return during + ": " + reply->to_string("*").substr(2);
}

Client::Client(Network& network, const Clock& clock, wire::Target server, ClientOptions options)
    : driver_(std::make_unique<Driver>(network, clock, std::move(server), std::move(options))) {}
Client::Client(std::unique_ptr<ByteStream> stream, const Clock& clock, ClientOptions options)
    : driver_(std::make_unique<Driver>(std::move(stream), clock, std::move(options))) {}
Client::~Client() = default;

Task<Outcome> Client::open(Tracer tracer) {
  return driver_->open(std::move(tracer));
}
Task<Outcome> Client::perform(client::Command command, Tracer tracer, wire::MessageSink* sink) {
  return driver_->perform(std::move(command), std::move(tracer), sink);
}
Task<Outcome> Client::append(std::string mailbox, std::vector<std::string> flags, std::string text,
                             Tracer tracer) {
  client::AppendText what{std::move(mailbox), std::move(flags), text.size()};
  return driver_->append(std::move(what), std::move(text), std::move(tracer));
}
Task<Outcome> Client::idle(Deadline until, std::function<bool()> enough, Tracer tracer) {
  return driver_->idle(until, std::move(enough), std::move(tracer));
}
Task<> Client::leave(Tracer tracer) {
  return driver_->leave(std::move(tracer));
}
bool Client::usable() const {
  return driver_->usable();
}
bool Client::has(std::string_view capability) const {
  return driver_->session().has(capability);
}
const KnownMailbox* Client::selected() const {
  return driver_->session().selected();
}

}  // namespace mailtown::imap
