// Client: a mail program's connection to an IMAP server.
//
// One command at a time. Whatever happens (a refusal, a dead stream, a server that speaks nonsense)
// comes back as a value. Between commands the connection stays open, as those of mail programs do,
// and what the server tells meanwhile is taken in with the next one.
//
// Departure from production practice: no pipelining; passwords with 8-bit bytes cannot be sent.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "imap/imap_client_session.h"
#include "platform/clock.h"
#include "platform/network.h"
#include "platform/tls.h"
#include "trace/tracer.h"
#include "wire/connect.h"
#include "wire/message_sink.h"

namespace mailtown::imap {

// How a command went.
struct Outcome {
  std::string during;  // the command: "LOGIN"; "connect", "greeting"
  // What stopped it: nothing, the server's NO, BAD or BYE, or a failure of the stream, of the sink,
  // or of the server to speak IMAP (`invalid`).
  std::variant<std::monostate, Reply, Failure> trouble;

  bool succeeded() const { return std::holds_alternative<std::monostate>(trouble); }
  bool refused() const { return std::holds_alternative<Reply>(trouble); }
  // "LOGIN: NO [AUTHENTICATIONFAILED] ...", "UID FETCH: reset".
  std::string to_string() const;
};

struct ClientOptions {
  std::string login, password;
  TlsUse tls = TlsUse::none;            // STARTTLS (RFC 3501 §6.2.1)
  std::string tls_name;                 // that the server is to prove
  TlsProvider* tls_provider = nullptr;  // unless tls is none; must outlive the client
};

class Client {
 public:
  // `network` and `clock` must outlive the object. Does nothing before open().
  Client(Network& network, const Clock& clock, wire::Target server, ClientOptions options);
  // Over a stream that is there already.
  Client(std::unique_ptr<ByteStream> stream, const Clock& clock, ClientOptions options);
  ~Client();  // closes without LOGOUT

  // Connects, hears the greeting and what the server can, begins TLS if it is wanted, logs in.
  Task<Outcome> open(Tracer tracer);
  // Does one command; lines follow from `tracer`. `sink` gets the texts that a FetchFrom asks for,
  // but for those of messages before its first UID (the server gives the last one in any case).
  Task<Outcome> perform(client::Command command, Tracer tracer, wire::MessageSink* sink = nullptr);
  // Files a text in a mailbox (RFC 3501 §6.3.11).
  Task<Outcome> append(std::string mailbox, std::vector<std::string> flags, std::string text,
                       Tracer tracer);
  // Waits until the server tells something new of the selected mailbox (RFC 2177), until `until`,
  // or until `enough` says so, which is asked several times a second.
  Task<Outcome> idle(Deadline until, std::function<bool()> enough, Tracer tracer);
  // Says LOGOUT, waits for the reply, closes. Fine on a dead connection. Never throws.
  Task<> leave(Tracer tracer);

  // Whether another command may succeed.
  bool usable() const;
  bool has(std::string_view capability) const;
  // As the server has told it; null if none is selected.
  const KnownMailbox* selected() const;

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace mailtown::imap
