// Client: sends messages to one SMTP server over one connection.
//
// Whatever happens (a refusal at any stage, a dead stream, a server that speaks nonsense) comes
// back as a value for each recipient. Nothing is retried here; that is the queue's business.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "platform/clock.h"
#include "platform/network.h"
#include "platform/result.h"
#include "smtp/envelope.h"
#include "smtp/reply.h"
#include "smtp/sasl.h"
#include "trace/tracer.h"
#include "wire/connect.h"

namespace mailtown::smtp {

// How far a recipient's delivery came.
enum class Stage { connect, greeting, hello, auth, mail, recipient, data, end_of_data };
const char* to_string(Stage stage);  // "connect", "greeting", "EHLO", "AUTH", "MAIL", "RCPT", ...

// What became of one recipient.
struct Outcome {
  Stage stage = Stage::connect;            // where last_word fell
  std::variant<Reply, Failure> last_word;  // the server's reply, or how the connection failed

  // The server has taken responsibility: 2yz after the end of data.
  bool delivered() const;
  // 5yz: never try this again. Everything else that was not delivered may be tried again; a stream
  // that died after the end of data may have delivered (RFC 1047), and is tried again too.
  bool refused_for_good() const;
  std::string to_string() const;  // "550 5.1.1 No such user here", "timed out"
};

// A message's text, read in pieces. The whole is never in memory.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::uint64_t size() const = 0;  // bytes, line ends counted as CRLF (RFC 1870 §4)
  // The next bytes; 0 at the end. A failure breaks the connection off, and the message stays
  // unsent.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

struct ClientOptions {
  std::string hostname;                    // what EHLO says
  std::optional<Credentials> credentials;  // log in with them, or fail
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
  // Whether another send() may succeed.
  bool usable() const;
  // Says QUIT, waits for the reply, closes. Fine on a dead connection. Never throws.
  Task<> quit();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::smtp
