// The server's table: everything that may happen in a session, one row each.
//
// To understand the server, read the table in pop3_server_table.cpp, then the functions that its
// rows name (pop3_server_rules.h). How a row is used stands in pop3_server_session.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pop3/command_codec.h"
#include "pop3/pop3_server_states.h"

namespace mailtown::pop3::server {

// What `check` finds: nothing to ask, a refusal, or a question.
struct Proceed {};
using Verdict = std::variant<Proceed, Reply, Question>;

// What the driver is to do after it has written the reply.
struct Send {};  // nothing but to write it
struct SendMessage {
  std::size_t index = 0;                    // into the maildrop's messages
  std::optional<std::uint32_t> body_lines;  // with the header; none: all
};
struct UpdateMaildrop {
  MaildropUpdate update;
};
struct Challenge {  // of AUTH (RFC 5034 §4)
  std::string text;
};
struct Delay {  // wait, and write the reply only then
  Duration wait{};
};
struct BeginTls {};  // the handshake follows
struct Close {};     // end the connection
using Effect = std::variant<Send, SendMessage, UpdateMaildrop, Challenge, Delay, BeginTls, Close>;

// What `apply` makes of an accepted event.
struct Transition {
  std::optional<Reply> reply;  // none: nothing is said yet
  State next;
  Effect effect;
};

struct Row {
  std::string verb;      // of the command, or the event's name in parentheses
  StateSet legal;        // the states in which it may come
  const char* leads_to;  // the state after success, for documents; empty: it stays
  const char* source;    // RFC section

  // The arguments as an event, or the reply that says what is wrong; empty for what is no command.
  std::function<Parsed<Event>(std::string_view arguments)> parse;
  // Whether the event may happen. Pure.
  std::function<Verdict(const Facts&, const Event&)> check;
  // What comes of it, once it was accepted. May note in Facts::info what was learned, and move out
  // of Facts::state, which the next state replaces.
  std::function<Transition(Facts&, const Event&, const Answer&)> apply;
};

const std::vector<Row>& table();
const Row* find_row(std::string_view verb);  // null if there is none

// Names of the rows that no verb leads to.
inline constexpr const char* connect_row = "(connect)";
inline constexpr const char* response_row = "(response)";
inline constexpr const char* updated_row = "(updated)";

}  // namespace mailtown::pop3::server
