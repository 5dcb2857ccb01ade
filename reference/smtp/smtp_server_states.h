// The server's session as data: the states it can be in, and the events that move it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "platform/result.h"
#include "sasl/exchange.h"
#include "session/state_set.h"
#include "smtp/command.h"
#include "smtp/data_decoder.h"
#include "smtp/envelope.h"
#include "smtp/smtp_server_options.h"

namespace mailtown::smtp::server {

// --- states: each carries what is known only then ------------------------------------------------

struct Connecting {
  static constexpr const char* name = "connecting";
  static constexpr const char* expects = "a client";
};
// The greeting was a refusal: nothing is left but QUIT (RFC 5321 §3.1).
struct Refused {
  static constexpr const char* name = "refused";
  static constexpr const char* expects = "QUIT";
};
struct Greeted {
  static constexpr const char* name = "greeted";
  static constexpr const char* expects = "EHLO or HELO";
};
struct Ready {
  static constexpr const char* name = "ready";
  static constexpr const char* expects = "MAIL";
};
// In the midst of AUTH: the next line is a response and no command.
struct LoggingIn {
  static constexpr const char* name = "logging-in";
  static constexpr const char* expects = "a response";
  sasl::Exchange exchange;
};
struct SenderKnown {
  static constexpr const char* name = "sender-known";
  static constexpr const char* expects = "RCPT";
  Envelope envelope;
};
struct RecipientsKnown {
  static constexpr const char* name = "recipients-known";
  static constexpr const char* expects = "RCPT or DATA";
  Envelope envelope;
};
struct ReceivingText {
  static constexpr const char* name = "receiving-text";
  static constexpr const char* expects = "the message";
  std::uint64_t bytes_max = 0;  // of this message
};
struct Closed {
  static constexpr const char* name = "closed";
  static constexpr const char* expects = "nothing";
};

using State = std::variant<Connecting, Refused, Greeted, Ready, LoggingIn, SenderKnown,
                           RecipientsKnown, ReceivingText, Closed>;
using session::StateSet;
template <class... Some>
inline constexpr StateSet in = session::states_in<State, Some...>;

// --- events: the commands, and what else moves a session -----------------------------------------

struct Connect {};  // a client is there

// The message's text has come to its end.
struct TextEnded {
  DataFault fault = DataFault::none;       // what is wrong with the text
  std::optional<Failure> storage_failure;  // why it could not be stored
  std::string queue_id;                    // if it was
  std::optional<Reply> refusal;            // what the mail service has against it
};

using Event = std::variant<Connect, Ehlo, Helo, Mail, Rcpt, Data, Rset, Noop, Quit, Vrfy, Expn,
                           Help, Auth, AuthResponse, StartTls, TextEnded>;

// --- what a session knows ------------------------------------------------------------------------

struct Facts {
  ServerOptions options;
  SessionInfo info;
  State state;
};

}  // namespace mailtown::smtp::server
