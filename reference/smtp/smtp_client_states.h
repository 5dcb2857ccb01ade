// The client's session as data: its states, and the message that it is about to send.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "session/state_set.h"
#include "smtp/client_options.h"
#include "smtp/envelope.h"
#include "smtp/outcome.h"
#include "smtp/server_features.h"
#include "wire/tls_choice.h"

namespace mailtown::smtp::client {

// --- states: what has been heard so far ----------------------------------------------------------

struct Connecting {  // the greeting is awaited
  static constexpr const char* name = "connecting";
};
struct Greeted {
  static constexpr const char* name = "greeted";
};
struct StartingTls {
  static constexpr const char* name = "starting-tls";
};
struct LoggingIn {
  static constexpr const char* name = "logging-in";
  std::deque<std::string> responses;  // still to be given, in base64
};
struct Ready {
  static constexpr const char* name = "ready";
};
struct SendingEnvelope {
  static constexpr const char* name = "sending-envelope";
};
struct SendingText {  // until the verdict on it is heard
  static constexpr const char* name = "sending-text";
};
// The server will take nothing over this connection. Nothing is left but QUIT.
struct Unusable {
  static constexpr const char* name = "unusable";
  Outcome why;
};
struct Quitting {
  static constexpr const char* name = "quitting";
};
struct Closed {
  static constexpr const char* name = "closed";
  Outcome why;
};

using State = std::variant<Connecting, Greeted, StartingTls, LoggingIn, Ready, SendingEnvelope,
                           SendingText, Unusable, Quitting, Closed>;

using session::StateSet;
template <class... Some>
inline constexpr StateSet in = session::states_in<State, Some...>;

// --- the message ---------------------------------------------------------------------------------

struct Transaction {
  Envelope envelope;
  std::uint64_t size = 0;                        // of the text, bytes
  std::vector<std::optional<Outcome>> outcomes;  // one a recipient, none while it is open
  std::size_t recipients_heard = 0;              // replies to RCPT come in order

  // Some recipient was accepted, and nothing has gone wrong since.
  bool has_accepted() const;
  // Gives all recipients that have no outcome yet this one.
  void conclude(const Outcome& outcome);
};

// --- what a session knows ------------------------------------------------------------------------

struct Facts {
  ClientOptions options;
  State state;
  ServerFeatures features;
  Transaction transaction;
  bool needs_reset = false;   // the server may hold an envelope that came to nothing
  bool tls = false;           // encrypted
  bool tls_given_up = false;  // it is not to be had here
  std::optional<Decided<wire::TlsChoice>> tls_decision;  // about that, to be recorded
};

}  // namespace mailtown::smtp::client
