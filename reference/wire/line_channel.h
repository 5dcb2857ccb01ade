// LineChannel: a stream as the line protocols see it (SMTP, POP3; server and client).
//
// Reads lines, or raw bytes where a protocol sends a message's text. Writes are collected and go
// out together when the channel has to wait for input (or at flush()), so that a client which sends
// many commands at once gets its replies in few packets, and never waits for a reply that we still
// hold (RFC 2920 §3.2). Every line is recorded in the trace: received ones as a step (what follows
// is their consequence), sent ones as a remark, at the moment when they go out.
//
// Usage: one coroutine at a time. All waits throw StreamError when the stream is dead.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/network.h"
#include "platform/tls.h"
#include "trace/tracer.h"
#include "wire/line_buffer.h"

namespace mailtown::wire {

// What the trace shows of a line: the caller knows which lines carry credentials.
using Mask = std::string (*)(std::string_view line);
std::string show_line(std::string_view line);  // as it is
std::string hide_line(std::string_view line);  // "****"

class LineChannel {
 public:
  // `protocol` names it in the trace: "smtp". `tracer` carries conversation and cause.
  LineChannel(std::unique_ptr<ByteStream> stream, std::string protocol, Tracer tracer);

  // --- reading -----------------------------------------------------------------------------------

  // The next line, at most `limit` bytes with its CRLF; see Line::Kind for what may be wrong with
  // it. Sends what is collected before it waits. Throws timed_out if its end has not come by then.
  Task<Line> read_line(std::size_t limit, Deadline deadline, Mask mask = show_line);
  // The bytes at hand, at least one; empty when the peer has ended its direction. They stay until
  // consumed: what follows a message's end is the next command. The view holds until the next call.
  Task<std::string_view> peek(Deadline deadline);
  void consume(std::size_t count) { input_.consume(count); }

  // --- writing -----------------------------------------------------------------------------------

  // Collects `line` and a CRLF.
  void write_line(std::string_view line, Mask mask = show_line);
  // Collects `bytes` as they are. The caller records what they were, and flushes now and then.
  void add_bytes(std::string_view bytes) { output_ += bytes; }
  std::size_t unsent_bytes() const { return output_.size(); }
  // Sends what is collected.
  Task<> flush(Deadline deadline);
  // Sends what is collected, then `bytes` as they are. The caller records what they were.
  Task<> write_bytes(std::string_view bytes, Deadline deadline);

  // --- TLS ---------------------------------------------------------------------------------------

  // Sends what is collected, forgets what has come and was not read (a peer's commands from before
  // the handshake must not be taken for protected: RFC 3207 §4.2, CVE-2011-0411), and goes on
  // encrypted. Records what was forgotten and how the handshake went, each a step. After a failure,
  // which is TlsHandshake's, nothing is left but close().
  Task<Result<TlsFacts>> start_tls_server(TlsProvider& tls, Deadline deadline);
  Task<Result<TlsFacts>> start_tls_client(TlsProvider& tls, TlsPeer peer, Deadline deadline);

  // --- the rest ----------------------------------------------------------------------------------

  // Closes the stream and records how it ended: "closed", or the failure's word. Idempotent. What
  // is collected and was not flushed is lost; another coroutine that waits gets StreamError
  // `closed`.
  void close(const std::string& how = "closed");
  bool is_open() const { return open_; }
  // Closes the stream without a record: whoever waits for it gets StreamError `closed` and is the
  // one to close the channel.
  void interrupt() {
    if (open_) stream_->close();
  }

  // Of the next byte to be read, and of the next to be written or collected.
  std::uint64_t offset_in() const { return input_.offset(); }
  std::uint64_t offset_out() const { return sent_ + output_.size(); }
  const Endpoint& local() const { return local_; }
  const Endpoint& remote() const { return remote_; }
  const std::string& protocol() const { return protocol_; }
  // Narrow it (to a cause, a letter) and later lines follow from that.
  Tracer& tracer() { return tracer_; }

 private:
  // Reads once from the stream; false when the peer has ended its direction.
  Task<bool> fill(Deadline deadline);
  ByteStream& stream();  // throws if it was closed
  // What both sides do before their handshake: the stream for the provider to wrap.
  Task<std::unique_ptr<ByteStream>> leave_plain(const char* side, Deadline deadline);
  Result<TlsFacts> take_over(const char* side, TlsHandshake handshake);
  std::string shown(std::string_view line, Mask mask) const;

  struct Unsent {
    Tracer tracer;
    trace::LineSent event;
  };

  // Shared with the TLS stream that wraps it, so that close() reaches also into a handshake.
  std::shared_ptr<ByteStream> stream_;
  bool open_ = true;
  Endpoint local_, remote_;
  std::string protocol_;
  Tracer tracer_;
  LineBuffer input_;
  std::string output_;          // collected
  std::vector<Unsent> unsent_;  // the trace's side of output_
  std::uint64_t sent_ = 0;      // bytes that have gone out
};

}  // namespace mailtown::wire
