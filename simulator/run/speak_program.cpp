#include "simulator/run/speak_program.h"

#include "smtp/command_codec.h"
#include "wire/line_channel.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;

constexpr Duration connect_wait = 30s;
constexpr Duration reply_wait = 5min;  // RFC 5321 §4.5.3.2
constexpr std::size_t reply_bytes_max = 4096;

// What he has heard so far.
struct Heard {
  std::string last;     // the last line of the last reply
  std::string worst;    // the first reply that was a no
  std::string trouble;  // why it ended too early

  trace::UserSaw seen_by(const std::string& user) const {
    if (!trouble.empty()) return {user, "speak", "failed", trouble};
    if (!worst.empty()) return {user, "speak", "refused", worst};
    return {user, "speak", "accepted", last};
  }
};

// Reads a reply to its last line (RFC 5321 §4.2.1: "250 " after "250-"). False at the end.
Task<bool> hear(wire::LineChannel& channel, const Clock& clock, Heard& heard) {
  for (;;) {
    const wire::Line line = co_await channel.read_line(reply_bytes_max, clock.in(reply_wait));
    if (line.kind == wire::Line::Kind::end_of_stream) co_return false;
    heard.last = line.text;
    if (line.text.size() > 3 && line.text[3] == '-') continue;
    const bool no = !line.text.empty() && (line.text[0] == '4' || line.text[0] == '5');
    if (no && heard.worst.empty()) heard.worst = line.text;
    co_return true;
  }
}

Task<> converse(wire::LineChannel& channel, const Clock& clock,
                const std::vector<std::string>& lines, Heard& heard) {
  bool goes_on = co_await hear(channel, clock, heard);
  bool in_text = false;
  for (const std::string& line : lines) {
    if (!goes_on) {
      heard.trouble = heard.last;
      co_return;
    }
    channel.write_line(line, smtp::mask_command);
    in_text = in_text && line != ".";
    if (in_text) continue;
    goes_on = co_await hear(channel, clock, heard);
    in_text = heard.last.rfind("354", 0) == 0;
  }
}

}  // namespace

scenario::Speak with_addresses(const scenario::Plan& plan, scenario::Speak speak) {
  for (std::string& line : speak.lines)
    for (auto open = line.find('{'); open != std::string::npos; open = line.find('{', open + 1)) {
      const auto close = line.find('}', open);
      if (close == std::string::npos) break;
      const auto* machine = plan.find(line.substr(open + 1, close - open - 1));
      if (machine) line.replace(open, close + 1 - open, machine->address.to_string());
    }
  return speak;
}

wire::Target target_of(const scenario::Plan& plan, const scenario::Speak& speak) {
  const scenario::Ports& ports = plan.ground.ports;
  const scenario::Ports usual;
  const std::uint16_t port = speak.port == usual.submission ? ports.submission : ports.smtp;
  return {{plan.find(speak.to)->address, port}, speak.to, plan.find(speak.from)->address};
}

Task<> speak_smtp(Platform& platform, wire::Target server, scenario::Speak speak) {
  Tracer tracer = platform.tracer;
  tracer.step(trace::UserActed{speak.from, "speak", speak.to, {}});
  Tracer talk = tracer.in_new_conversation();
  Heard heard;
  auto stream = co_await wire::connect(platform.network, server, "smtp", talk,
                                       platform.clock.in(connect_wait));
  if (!stream) {
    heard.trouble = to_string(stream.error().kind);
    tracer.step(heard.seen_by(speak.from));
    co_return;
  }
  wire::LineChannel channel(std::move(*stream), "smtp", talk);
  std::string how = "closed";
  try {
    co_await converse(channel, platform.clock, speak.lines, heard);
  } catch (const StreamError& error) {
    how = to_string(error.failure().kind);
    heard.trouble = how;
  }
  channel.close(how);
  tracer.step(heard.seen_by(speak.from));
}

}  // namespace mailtown::run
