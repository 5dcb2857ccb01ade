// Client: sends messages to one SMTP server over one connection.
//
// Whatever happens (a refusal at any stage, a dead stream, a server that speaks nonsense) comes
// back as a value for each recipient. Nothing is retried here; that is the queue's business.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/network.h"
#include "platform/result.h"
#include "smtp/client_options.h"
#include "smtp/envelope.h"
#include "smtp/outcome.h"
#include "trace/tracer.h"
#include "wire/connect.h"

namespace mailtown::smtp {

// A message's text, read in pieces. The whole is never in memory.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::uint64_t size() const = 0;  // bytes, line ends counted as CRLF (RFC 1870 §4)
  // The next bytes; 0 at the end. A failure breaks the connection off, and the message stays
  // unsent.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

class Client {
 public:
  // `network` and `clock` must outlive the object. Does nothing before the first send().
  Client(Network& network, const Clock& clock, wire::Target server, ClientOptions options);
  // Over a stream that is there already.
  Client(std::unique_ptr<ByteStream> stream, const Clock& clock, ClientOptions options);
  ~Client();  // closes without QUIT

  // Sends one message: connects, greets and logs in if that has not happened yet, then MAIL, RCPT,
  // DATA. Returns one outcome a recipient, in the order of the envelope (at least one recipient).
  // May be called again for the next message; after the connection has failed or was closed by the
  // server, every further call returns the same failure.
  Task<std::vector<Outcome>> send(Envelope envelope, BodySource& text, Tracer tracer);
  // What was said and heard since the last send() began: ">>> MAIL FROM:<a@example.org>",
  // "<<< 250 2.1.0 Sender ok", "... timed out". Secrets are masked; only the latest
  // sixty lines are kept.
  std::vector<std::string> transcript() const;
  // Whether another send() may succeed.
  bool usable() const;
  // Says QUIT, waits for the reply, closes. Fine on a dead connection. Never throws.
  Task<> quit();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::smtp
