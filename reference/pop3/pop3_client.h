// The client: fetches a user's mail from a POP3 server, as a mail program does.
//
// Whatever happens (a refusal, a dead stream, a server that speaks nonsense) comes back as a value.
// Departure from production practice: one command at a time, no pipelining; a failed
// TLS handshake ends the fetch even where TLS is not required.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "platform/clock.h"
#include "platform/network.h"
#include "pop3/pop3_client_session.h"
#include "trace/tracer.h"
#include "wire/connect.h"
#include "wire/message_sink.h"

namespace mailtown::pop3 {

using wire::MessageSink;  // only after its finish() has succeeded is a message deleted

struct FetchOutcome {
  Stage stage = Stage::connect;  // how far it came; `done` is success
  // What stopped it: nothing, the server's refusal, or a failure of the stream, the sink, or of the
  // server to speak POP3 (`invalid`).
  std::variant<std::monostate, Reply, Failure> trouble;
  std::size_t retrieved = 0;  // messages that came whole and were kept
  std::size_t removed = 0;    // deleted from the server for good: QUIT was answered
  std::uint64_t bytes = 0;    // of the retrieved messages

  bool succeeded() const { return stage == Stage::done; }
  // "2 messages", "login: -ERR [AUTH] ...", "RETR: reset".
  std::string to_string() const;
};

// Connects, logs in, retrieves all messages, removes them if ordered, quits. All references must
// outlive the task.
Task<FetchOutcome> fetch(Network& network, const Clock& clock, wire::Target server,
                         FetchOrder order, MessageSink& sink, Tracer tracer);
// Over a stream that is there already.
Task<FetchOutcome> fetch(std::unique_ptr<ByteStream> stream, const Clock& clock, FetchOrder order,
                         MessageSink& sink, Tracer tracer);

}  // namespace mailtown::pop3
