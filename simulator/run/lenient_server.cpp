#include "simulator/run/lenient_server.h"

#include <cctype>

#include "programs/stream_server.h"
#include "text/ascii.h"
#include "trace/json_codec.h"
#include "wire/line_channel.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;

constexpr Duration command_wait = 5min;
constexpr Duration stop_grace = 2s;

// "<kozlov@example.com>" out of "RCPT TO:<kozlov@example.com>".
std::string between_brackets(const std::string& line) {
  const auto open = line.find('<'), close = line.find('>');
  if (open == std::string::npos || close == std::string::npos || close < open) return line;
  return line.substr(open + 1, close - open - 1);
}

std::string verb_of(const std::string& line) {
  return upper_case(line.substr(0, line.find_first_of(" :")));
}

class LenientConnection : public programs::Connection {
 public:
  LenientConnection(std::unique_ptr<ByteStream> stream, Platform& platform, std::string hostname)
      : channel_(std::move(stream), "smtp", platform.tracer.in_new_conversation()),
        clock_(platform.clock),
        hostname_(std::move(hostname)) {}

  Task<> run() override {
    channel_.tracer().step(trace::Accepted{channel_.local(), channel_.remote(), "smtp"});
    std::string how = "closed";
    try {
      co_await converse();
    } catch (const StreamError& error) {
      how = to_string(error.failure().kind);
    }
    channel_.close(how);
  }
  Task<> stop() override {
    channel_.close();
    co_return;
  }
  void abort() override { channel_.close(); }

 private:
  Task<> converse() {
    channel_.write_line("220 " + hostname_ + " takes everything");
    for (bool goes_on = true; goes_on;) {
      const auto line = co_await next_line(true);
      if (!line) break;
      goes_on = verb_of(*line) != "QUIT";
      answer(*line);
      if (verb_of(*line) == "DATA") co_await take_letter();
    }
    co_await channel_.flush(clock_.in(command_wait));
  }

  void answer(const std::string& line) {
    const std::string verb = verb_of(line);
    if (verb == "MAIL") sender_ = between_brackets(line);
    if (verb == "MAIL" || verb == "RSET") recipients_.clear();
    if (verb == "RCPT") recipients_.push_back(between_brackets(line));
    channel_.write_line(verb == "DATA" ? "354 Go on" : verb == "QUIT" ? "221 Good-bye" : "250 Ok");
  }

  // To a line that is only a dot, however that line and the one before it may end: the mistake.
  Task<> take_letter() {
    std::string text;
    for (;;) {
      const auto line = co_await next_line(false);
      if (!line) co_return;
      if (*line == ".") break;
      text += *line + "\n";
    }
    const std::string name = "letter-" + std::to_string(++letters_);
    trace::BodyStored stored;
    stored.body = name;
    stored.bytes = text.size();
    stored.text = trace::visible_text(text);
    channel_.tracer().step(std::move(stored));
    const Tracer tracer = channel_.tracer().about_letter(name);
    for (const std::string& recipient : recipients_) {
      note_step(tracer, "accepted", recipient);
      tracer.note(trace::Delivered{recipient, recipient, name, text.size()});
    }
    note_step(tracer, "removed", {});
    recipients_.clear();
    channel_.write_line("250 Ok");
  }

  void note_step(const Tracer& tracer, const char* word, const std::string& recipient) {
    trace::QueueStep step;
    step.step = word;
    step.sender = sender_;
    step.recipient = recipient;
    tracer.note(std::move(step));
  }

  // A line ends with LF, with or without CR before it. Nothing: the client has gone.
  Task<std::optional<std::string>> next_line(bool record) {
    for (;;) {
      if (const auto end = input_.find('\n'); end != std::string::npos) {
        std::string line = input_.substr(0, end);
        input_.erase(0, end + 1);
        const std::uint64_t offset = std::exchange(offset_, offset_ + end + 1);
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (record)
          channel_.tracer().step(trace::LineReceived{channel_.local(), channel_.remote(), "smtp",
                                                     offset, trace::visible_text(line)});
        co_return line;
      }
      const std::string_view bytes = co_await channel_.peek(clock_.in(command_wait));
      if (bytes.empty()) co_return std::nullopt;
      input_ += bytes;
      channel_.consume(bytes.size());
    }
  }

  wire::LineChannel channel_;
  Clock& clock_;
  std::string hostname_, sender_, input_;
  std::uint64_t offset_ = 0;  // of input_'s first byte
  std::vector<std::string> recipients_;
  std::uint64_t letters_ = 0;
};

}  // namespace

Task<Result<>> run_lenient_server(Platform& platform, config::Config config) {
  programs::Service service;
  service.name = "smtp";
  service.protocol = "smtp";
  service.connections_max = config.limits.connections;
  service.open = [&platform, hostname = config.hostname](std::unique_ptr<ByteStream> stream) {
    return std::make_unique<LenientConnection>(std::move(stream), platform, hostname);
  };
  programs::StreamServer server(platform, std::move(service));
  const auto listening = server.listen(config.listen.smtp);
  if (!listening) co_return listening;
  server.start();
  co_await platform.tasks.stop_requested();
  co_await server.stop(stop_grace);
  co_return Result<>();
}

}  // namespace mailtown::run
