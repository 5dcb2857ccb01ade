#include "simulator/faults/faulty_stream.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "trace/json_codec.h"

namespace mailtown::faults {
namespace {

constexpr std::size_t line_bytes_max = 4096;  // a longer line is the mta's business
constexpr std::string_view text_end_mark = "\r\n.\r\n";

bool is_one_of(const std::string& line, std::initializer_list<std::string_view> commands) {
  return std::any_of(commands.begin(), commands.end(),
                     [&](std::string_view each) { return is_command(line, each); });
}

}  // namespace

FaultyStream::FaultyStream(std::unique_ptr<ByteStream> inner, MachineFaults& faults,
                           Platform& platform)
    : inner_(std::move(inner)), faults_(faults), clock_(platform.clock), tracer_(platform.tracer) {}

// The mta reads again only when it has answered what it has: then it is our turn to answer.
Task<std::size_t> FaultyStream::read(std::span<char> into, Deadline deadline) {
  while (ready_ == 0) {
    throw_if_dropped();
    if (struck_) {
      co_await answer_struck(deadline);
      continue;
    }
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
      take_commands();
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

// What a fault does to a command that has arrived: each is asked about once, in order.
std::optional<FaultyStream::Struck> FaultyStream::strike(const std::string& line,
                                                         std::size_t bytes) {
  if (auto reply = faults_.reply_instead(line))
    return Struck{line, std::move(*reply), bytes, false};
  if (!is_command(line, "DATA")) return std::nullopt;
  auto at_end = faults_.reply_instead(".");
  if (!at_end) return std::nullopt;
  return Struck{line, std::move(*at_end), bytes, true};
}

// All whole commands up to the first that is struck, or that must be the last of a group.
void FaultyStream::take_commands() {
  while (ready_ < in_.size()) {
    const std::size_t newline = in_.find('\n', ready_);
    if (newline == std::string::npos && ready_ > 0) return;  // not whole yet
    const std::size_t end = std::min(newline, in_.size() - 1) + 1;
    std::string line = in_.substr(ready_, end - ready_);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    struck_ = strike(line, end - ready_);
    if (struck_) return;
    ready_ = end;
    const bool ends_group = is_one_of(line, {"DATA", "EHLO", "HELO", "STARTTLS", "AUTH", "BDAT"});
    commands_.push_back(std::move(line));
    if (ends_group) return;
  }
}

Task<> FaultyStream::answer_struck(Deadline deadline) {
  Struck struck = std::move(*struck_);
  struck_.reset();
  if (struck.until_text_ends) {
    phase_ = Phase::unwanted_text;
    tail_ = "\r\n";
    unwanted_reply_ = std::exchange(struck.reply, "354 Go on");
  } else {
    faults_.record(tracer_, "reply", struck.reply);
  }
  if (tracer_)
    tracer_.note(trace::LineReceived{local(), remote(), "smtp", offset_in_,
                                     trace::visible_text(struck.line)});
  in_.erase(0, struck.bytes);
  offset_in_ += struck.bytes;
  co_await say(std::move(struck.reply), deadline);
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
  commands_.push_back(".");
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
  if (commands_.empty() || !is_command(commands_.back(), "EHLO") ||
      !faults_.strips_tls(clock_.now()))
    return text;
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
  const bool starts_tls = !commands_.empty() && is_command(commands_.back(), "STARTTLS");
  if (starts_tls && text.starts_with("220")) phase_ = Phase::encrypted;
  if (text.rfind("354", 0) == 0 || text.find("\r\n354") != std::string_view::npos) {
    phase_ = Phase::text;
    tail_ = "\r\n";
    text_bytes_ = 0;
    drop_after_ = faults_.drop_after();
  }
  offset_out_ += text.size();
  co_await inner_->write(text, deadline);
  tell_answered(text);
}

// One command for each reply that is whole: "250 ...", and not "250-...".
void FaultyStream::tell_answered(std::string_view replies) {
  std::vector<std::string> answered;
  for (std::size_t at = 0; at < replies.size() && answered.size() < commands_.size();) {
    const std::string_view line = replies.substr(at, replies.find('\n', at) - at);
    if (line.size() < 4 || line[3] != '-') answered.push_back(commands_[answered.size()]);
    at += line.size() + 1;
  }
  commands_.erase(commands_.begin(),
                  commands_.begin() + static_cast<std::ptrdiff_t>(answered.size()));
  for (const std::string& command : answered) faults_.answered(command);
}

}  // namespace mailtown::faults
