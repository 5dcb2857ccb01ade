#include "simulator/faults/faulty_stream.h"

#include <array>
#include <cstring>

#include "trace/json_codec.h"

namespace mailtown::faults {
namespace {

constexpr std::size_t line_bytes_max = 4096;  // a longer line is the mta's business
constexpr std::string_view text_end_mark = "\r\n.\r\n";

}  // namespace

FaultyStream::FaultyStream(std::unique_ptr<ByteStream> inner, MachineFaults& faults,
                           Platform& platform)
    : inner_(std::move(inner)), faults_(faults), clock_(platform.clock), tracer_(platform.tracer) {}

// The mta reads again only when it has answered what it has: then it is our turn to answer.
Task<std::size_t> FaultyStream::read(std::span<char> into, Deadline deadline) {
  while (ready_ == 0) {
    throw_if_dropped();
    if (in_.empty() || (phase_ == Phase::commands && in_.find('\n') == std::string::npos &&
                        in_.size() < line_bytes_max)) {
      const bool more = co_await fill(deadline);
      if (!more) ready_ = in_.size();
      if (!more && ready_ == 0) co_return 0;
      continue;
    }
    if (phase_ == Phase::encrypted) {
      ready_ = in_.size();
    } else if (phase_ == Phase::text) {
      take_text();
    } else if (phase_ == Phase::unwanted_text) {
      co_await take_unwanted_text(deadline);
    } else {
      co_await take_command(deadline);
    }
  }
  co_return hand_on(into);
}

Task<bool> FaultyStream::fill(Deadline deadline) {
  if (ended_) co_return false;
  std::array<char, line_bytes_max> chunk;
  const std::size_t count = co_await inner_->read(chunk, deadline);
  ended_ = count == 0;
  in_.append(chunk.data(), count);
  co_return !ended_;
}

std::size_t FaultyStream::hand_on(std::span<char> into) {
  const std::size_t count = std::min(ready_, into.size());
  std::memcpy(into.data(), in_.data(), count);
  in_.erase(0, count);
  ready_ -= count;
  offset_in_ += count;
  return count;
}

Task<> FaultyStream::take_command(Deadline deadline) {
  const std::size_t end = std::min(in_.find('\n'), in_.size() - 1) + 1;
  std::string line = in_.substr(0, end);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  auto reply = faults_.reply_instead(line);
  const bool data = is_command(line, "DATA");
  if (data && !reply) {
    if (auto at_end = faults_.reply_instead(".")) {
      unwanted_reply_ = std::move(*at_end);
      reply = "354 Go on";
      phase_ = Phase::unwanted_text;
      tail_ = "\r\n";
    }
  }
  if (!reply) {
    command_ = std::move(line);
    ready_ = end;
    co_return;
  }
  if (phase_ == Phase::commands) faults_.record(tracer_, "reply", *reply);
  if (tracer_)
    tracer_.note(
        trace::LineReceived{local(), remote(), "smtp", offset_in_, trace::visible_text(line)});
  in_.erase(0, end);
  offset_in_ += end;
  co_await say(std::move(*reply), deadline);
}

Task<> FaultyStream::say(std::string reply, Deadline deadline) {
  if (tracer_) tracer_.note(trace::LineSent{local(), remote(), "smtp", offset_out_, reply});
  reply += "\r\n";
  offset_out_ += reply.size();
  co_await inner_->write(reply, deadline);
}

// How many of in_'s first bytes belong to the text; its end mark is in tail_ then, or it goes on.
std::size_t FaultyStream::text_end(std::size_t limit) {
  limit = std::min(limit, in_.size());
  for (std::size_t at = 0; at < limit; ++at) {
    tail_ += in_[at];
    if (tail_.size() > text_end_mark.size()) tail_.erase(0, 1);
    if (tail_ == text_end_mark) return at + 1;
  }
  return limit;
}

void FaultyStream::take_text() {
  ready_ = text_end(drop_after_ ? *drop_after_ - text_bytes_ : in_.size());
  text_bytes_ += ready_;
  if (tail_ != text_end_mark) return;
  phase_ = Phase::commands;
  command_ = ".";
}

void FaultyStream::throw_if_dropped() {
  if (phase_ != Phase::text || !drop_after_ || text_bytes_ < *drop_after_) return;
  faults_.record(tracer_, "drop-in-data", std::to_string(text_bytes_));
  inner_->reset();
  throw StreamError({FailureKind::reset, "a fault drops the connection"});
}

Task<> FaultyStream::take_unwanted_text(Deadline deadline) {
  const std::size_t count = text_end(in_.size());
  in_.erase(0, count);
  offset_in_ += count;
  if (tail_ != text_end_mark) co_return;
  phase_ = Phase::commands;
  faults_.record(tracer_, "reply", unwanted_reply_);
  co_await say(std::move(unwanted_reply_), deadline);
}

// The reply to EHLO without the line that offers TLS; the line before it may become the last one.
std::string FaultyStream::without_tls(std::string text) {
  if (!is_command(command_, "EHLO") || !faults_.strips_tls(clock_.now())) return text;
  constexpr std::string_view offer = "STARTTLS\r\n";
  const std::size_t at = text.find("\n250-" + std::string(offer));
  const std::size_t last = text.find("\n250 " + std::string(offer));
  const std::size_t line = std::min(at, last);
  if (line == std::string::npos) return text;
  faults_.record(tracer_, "strip-starttls", {});
  text.erase(line + 1, std::string_view("250-").size() + offer.size());
  if (at != std::string::npos || line == 0) return text;
  const std::size_t before = text.rfind('\n', line - 1);
  text[before == std::string::npos ? 3 : before + 4] = ' ';
  return text;
}

Task<> FaultyStream::write(std::span<const char> bytes, Deadline deadline) {
  if (!greeted_) {
    greeted_ = true;
    if (const auto delay = faults_.greeting_delay()) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*delay).count();
      faults_.record(tracer_, "slow-greeting", std::to_string(seconds));
      const Instant then = clock_.now() + *delay;
      co_await clock_.sleep_until(then);
      if (deadline != no_deadline) deadline += *delay;
    }
  }
  if (phase_ == Phase::encrypted) co_return co_await inner_->write(bytes, deadline);
  const std::string text = without_tls(std::string(bytes.data(), bytes.size()));
  if (is_command(command_, "STARTTLS") && text.starts_with("220")) phase_ = Phase::encrypted;
  if (text.rfind("354", 0) == 0 || text.find("\r\n354") != std::string_view::npos) {
    phase_ = Phase::text;
    tail_ = "\r\n";
    text_bytes_ = 0;
    drop_after_ = faults_.drop_after();
  }
  offset_out_ += text.size();
  co_await inner_->write(text, deadline);
  faults_.answered(std::exchange(command_, {}));
}

}  // namespace mailtown::faults
