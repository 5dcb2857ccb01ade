#include "wire/line_channel.h"

#include <array>
#include <utility>

#include "trace/json_codec.h"

namespace mailtown::wire {

namespace {

// One read's worth. A pipelining peer that never reads its replies can make us collect no more than
// the replies to so many bytes of commands.
constexpr std::size_t read_bytes_max = 4096;

}  // namespace

std::string show_line(std::string_view line) {
  return std::string(line);
}
std::string hide_line(std::string_view) {
  return "****";
}

LineChannel::LineChannel(std::unique_ptr<ByteStream> stream, std::string protocol, Tracer tracer)
    : stream_(std::move(stream)),
      local_(stream_->local()),
      remote_(stream_->remote()),
      protocol_(std::move(protocol)),
      tracer_(std::move(tracer)) {}

Task<Line> LineChannel::read_line(std::size_t limit, Deadline deadline, Mask mask) {
  std::optional<Line> line = input_.take_line(limit);
  while (!line) {
    co_await flush(deadline);
    const bool more = co_await fill(deadline);
    line = more ? input_.take_line(limit) : input_.take_rest();
  }
  const bool nothing = line->kind == Line::Kind::end_of_stream && line->text.empty();
  if (tracer_.keeps_texts() && !nothing) {
    tracer_.step(
        trace::LineReceived{local_, remote_, protocol_, line->offset, shown(line->text, mask)});
  }
  co_return std::move(*line);
}

Task<std::string_view> LineChannel::peek(Deadline deadline) {
  if (input_.bytes().empty()) {
    co_await flush(deadline);
    co_await fill(deadline);
  }
  co_return input_.bytes();
}

void LineChannel::write_line(std::string_view line, Mask mask) {
  if (tracer_.keeps_texts()) {
    unsent_.push_back(
        {tracer_, trace::LineSent{local_, remote_, protocol_, offset_out(), shown(line, mask)}});
  }
  output_ += line;
  output_ += "\r\n";
}

Task<> LineChannel::flush(Deadline deadline) {
  if (output_.empty()) co_return;
  const std::string bytes = std::exchange(output_, {});
  for (Unsent& line : std::exchange(unsent_, {})) line.tracer.note(std::move(line.event));
  sent_ += bytes.size();
  co_await stream().write(bytes, deadline);
}

Task<> LineChannel::write_bytes(std::string_view bytes, Deadline deadline) {
  co_await flush(deadline);
  if (bytes.empty()) co_return;
  sent_ += bytes.size();
  co_await stream().write(bytes, deadline);
}

void LineChannel::close(const std::string& how) {
  if (!std::exchange(open_, false)) return;
  tracer_.note(trace::StreamEnded{local_, remote_, protocol_, how});
  stream_->close();
}

Task<bool> LineChannel::fill(Deadline deadline) {
  std::array<char, read_bytes_max> chunk;
  const std::size_t count = co_await stream().read(chunk, deadline);
  input_.add(std::string_view(chunk.data(), count));
  co_return count > 0;
}

ByteStream& LineChannel::stream() {
  if (!open_) throw StreamError({FailureKind::closed, "the connection was closed before"});
  return *stream_;
}

std::string LineChannel::shown(std::string_view line, Mask mask) const {
  std::string text =
      trace::visible_text(tracer_.shows_credentials() ? show_line(line) : mask(line));
  // visible_text() leaves an LF as it is, for messages; a bare one in a line must be seen.
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, "\\x0a");
  }
  return text;
}

}  // namespace mailtown::wire
