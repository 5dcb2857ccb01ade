// Session: the client's side of one IMAP conversation, as a machine. Pure: no wait, no clock.
//
// It gives each command its tag, follows the states of RFC 3501 §3, and keeps the selected mailbox
// as the server has told it: a list in which a message's number is its place. That list is this
// session's own; what other sessions did is in it once the server has said so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "imap/client_command.h"
#include "imap/client_response.h"
#include "session/state_set.h"

namespace mailtown::imap {

// A mailbox as a client knows it.
struct KnownMessage {
  mailbox::Uid uid = 0;  // 0: not told yet
  std::vector<std::string> flags;
};
struct KnownMailbox {
  std::string name;
  std::uint32_t uid_validity = 0;
  std::vector<KnownMessage> messages;  // number 1 first
};

namespace client {

// --- states (RFC 3501 §3) ------------------------------------------------------------------------

struct Connecting {
  static constexpr const char* name = "connecting";
};
struct NotAuthenticated {
  static constexpr const char* name = "not-authenticated";
};
struct Authenticated {
  static constexpr const char* name = "authenticated";
};
struct Selected {
  static constexpr const char* name = "selected";
  KnownMailbox mailbox;
};
struct Idling {
  static constexpr const char* name = "idling";
  KnownMailbox mailbox;
};
struct Closed {
  static constexpr const char* name = "logout";
};
using State = std::variant<Connecting, NotAuthenticated, Authenticated, Selected, Idling, Closed>;
using session::StateSet;
template <class... Some>
inline constexpr StateSet in = session::states_in<State, Some...>;

class Session {
 public:
  // A command begins: its line. Nothing if it is not legal in this state (the caller's mistake), or
  // cannot be said.
  std::optional<std::string> begin(Command command);
  // "DONE", while idling.
  std::string end_idle() { return "DONE"; }
  // The next response. The reply that ends the greeting or the command begun, once it is there; a
  // BYE that nobody asked for ends everything.
  std::optional<Reply> take(const Response& response);

  const char* state_name() const;
  bool is_closed() const { return std::holds_alternative<Closed>(state_); }
  // What the server said of itself before TLS counts no more (RFC 3501 §6.2.1).
  void tls_started() { capabilities_.clear(); }
  // The server waits for what belongs to the command: an APPEND's text, or IDLE's end.
  bool may_go_on() const { return may_go_on_; }
  bool has(std::string_view capability) const;
  // The selected mailbox; null if there is none.
  const KnownMailbox* selected() const;
  // Whether the server has told something new of it since this was asked last: messages that came
  // or went, or flags.
  bool take_news();
  // The UID of the message with that number; 0 if it is not known.
  mailbox::Uid uid_of(std::uint32_t number) const;

 private:
  KnownMailbox* mailbox();
  void take_data(const Data& data);
  void take_code(const std::string& code);
  State after(const Reply& reply);

  State state_ = Connecting{};
  unsigned tags_ = 0;
  std::string tag_;  // of the command begun; empty: none
  std::optional<Command> command_;
  KnownMailbox coming_;  // between SELECT and its end
  bool may_go_on_ = false;
  bool has_news_ = false;
  std::vector<std::string> capabilities_;
};

}  // namespace client
}  // namespace mailtown::imap
