// The server's session as data: the states it can be in, and the events that move it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "imap/command.h"
#include "imap/imap_server_options.h"
#include "imap/imap_service.h"
#include "imap/view.h"
#include "sasl/exchange.h"
#include "session/state_set.h"

namespace mailtown::imap::server {

// --- states (RFC 3501 §3): each carries what is known only then ----------------------------------

struct Connecting {
  static constexpr const char* name = "connecting";
  static constexpr const char* expects = "a client";
};
struct NotAuthenticated {
  static constexpr const char* name = "not-authenticated";
  static constexpr const char* expects = "a log-in first";
};
// Still not authenticated, in the midst of AUTHENTICATE.
struct LoggingIn {
  static constexpr const char* name = "logging-in";
  static constexpr const char* expects = "the response to a challenge";
  sasl::Exchange exchange;
};
struct Authenticated {
  static constexpr const char* name = "authenticated";
  static constexpr const char* expects = "a mailbox to be selected first";
};
// A mailbox as the client sees it.
struct Selection {
  std::string mailbox;
  bool read_only = false;
  View view;
};
struct Selected {
  static constexpr const char* name = "selected";
  static constexpr const char* expects = "a command about messages, or another mailbox";
  Selection selection;
};
// RFC 2177: nothing but DONE may come.
struct Idling {
  static constexpr const char* name = "idling";
  static constexpr const char* expects = "DONE";
  std::optional<Selection> selection;  // none: IDLE came with no mailbox selected
};
struct Closed {
  static constexpr const char* name = "logout";
  static constexpr const char* expects = "nothing";
};

using State =
    std::variant<Connecting, NotAuthenticated, LoggingIn, Authenticated, Selected, Idling, Closed>;

// A set of states, one bit an alternative of State: in<Authenticated, Selected>.
using session::StateSet;
template <class... Some>
inline constexpr StateSet in = session::states_in<State, Some...>;

// The selected mailbox, or null.
Selection* selection_of(State& state);
const Selection* selection_of(const State& state);

// --- events: the commands, and what else moves a session -----------------------------------------

struct Connect {};  // a client is there
struct Response {   // of AUTHENTICATE
  std::string text;
};
struct Done {};          // the end of IDLE
struct TlsStarted {};    // the handshake after STARTTLS has succeeded
struct MessagesSent {    // what FETCH named, but for what was gone
  std::size_t gone = 0;  // so many
};
struct MessagesFound {
  std::vector<std::uint32_t> numbers;  // or UIDs, as the command asked
};
// APPEND's message has come, to its end.
struct MessageCame {
  std::optional<Reply> fault;  // why it was not taken
  Uid uid = 0;                 // else: what it has become
  std::uint32_t uid_validity = 0;
};

using Event =
    std::variant<Connect, Capability, Noop, Logout, Id, StartTls, Authenticate, Login, Select,
                 Create, Delete, Rename, Subscribe, List, Namespace, StatusOf, Append, Idle, Enable,
                 Check, Close, Unselect, Expunge, Search, Fetch, Store, Copy, Response, Done,
                 TlsStarted, MessagesSent, MessagesFound, MessageCame>;

// --- what a session knows ------------------------------------------------------------------------

struct Facts {
  ServerOptions options;
  SessionInfo info;
  State state;
};

}  // namespace mailtown::imap::server
