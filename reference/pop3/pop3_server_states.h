// The server's session as data: the states it can be in, and the events that move it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/result.h"
#include "pop3/command.h"
#include "pop3/pop3_server_options.h"
#include "pop3/pop3_service.h"
#include "sasl/exchange.h"
#include "session/state_set.h"

namespace mailtown::pop3::server {

// --- states (RFC 1939 §3): each carries what is known only then ----------------------------------

struct Connecting {
  static constexpr const char* name = "connecting";
  static constexpr const char* expects = "a client";
};
struct Authorization {
  static constexpr const char* name = "authorization";
  static constexpr const char* expects = "USER or AUTH";
};
// Still AUTHORIZATION, with half of the credentials there.
struct UserGiven {
  static constexpr const char* name = "user-given";
  static constexpr const char* expects = "PASS";
  std::string login;
};
// Still AUTHORIZATION, in the midst of AUTH: the next line is a response and no command.
struct LoggingIn {
  static constexpr const char* name = "logging-in";
  static constexpr const char* expects = "a response";
  sasl::Exchange exchange;
};
// The maildrop as the client has changed it so far; nothing of that is done before QUIT.
struct Transaction {
  static constexpr const char* name = "transaction";
  static constexpr const char* expects = "a command about the maildrop";
  struct Message {
    std::string uid;
    std::uint64_t bytes = 0;
    bool removed = false;
    bool retrieved = false;
  };
  std::vector<Message> messages;
};
struct Update {
  static constexpr const char* name = "update";
  static constexpr const char* expects = "nothing";
  std::size_t removed = 0;  // so many messages
};
struct Closed {
  static constexpr const char* name = "closed";
  static constexpr const char* expects = "nothing";
};

using State =
    std::variant<Connecting, Authorization, UserGiven, LoggingIn, Transaction, Update, Closed>;

// A set of states, one bit an alternative of State: in<UserGiven, Transaction>.
using session::StateSet;
template <class... Some>
inline constexpr StateSet in = session::states_in<State, Some...>;

// --- events: the commands, and what else moves a session -----------------------------------------

struct Connect {};  // a client is there

// The maildrop was updated after QUIT, or could not be.
struct Updated {
  Result<> result;
};

using Event = std::variant<Connect, User, Pass, Auth, AuthResponse, Capa, Stls, Stat, List, Uidl,
                           Retr, Top, Dele, Rset, Noop, Quit, Updated>;

// --- what a session knows ------------------------------------------------------------------------

struct Facts {
  ServerOptions options;
  SessionInfo info;
  State state;
};

}  // namespace mailtown::pop3::server
