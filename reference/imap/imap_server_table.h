// The server's table: everything that may happen in a session, one row each.
//
// To understand the server, read the table in imap_server_table.cpp, then the functions that its
// rows name (imap_server_rules.h). How a row is used stands in imap_server_session.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "imap/command_codec.h"
#include "imap/imap_server_states.h"

namespace mailtown::imap::server {

// What `check` finds: nothing to ask, a refusal, or a question.
struct Proceed {};
using Verdict = std::variant<Proceed, Reply, Question>;

// --- what the driver is to do after it has written the reply -------------------------------------

struct Send {};       // nothing but to write it
struct ReadLiteral {  // of the command that is coming
  std::uint64_t bytes = 0;
};
struct SkipLiteral {  // of a command that is refused already
  std::uint64_t bytes = 0;
};
struct ReceiveMessage {  // into the draft that is at hand, then the line's end
  std::uint64_t bytes = 0;
};
struct BeginTls {};
struct TellChanges {};  // of the selected mailbox as they happen, until the next line comes
struct SendMessages {
  std::vector<Target> targets;
  std::vector<FetchItem> items;
  bool mark_seen = false;     // those whose text was sent
  bool gone_is_fine = false;  // UIDs were asked for: one that is not there is no error
};
struct SearchMessages {
  Search search;
};
struct Delay {  // wait, and write the reply only then
  Duration wait{};
};
struct End {};  // of the connection
using Effect = std::variant<Send, ReadLiteral, SkipLiteral, ReceiveMessage, BeginTls, TellChanges,
                            SendMessages, SearchMessages, Delay, End>;

// What `apply` makes of an accepted event.
struct Transition {
  std::vector<std::string> data;  // untagged responses, without CRLF; they come first
  std::optional<Reply> reply;     // none: nothing is said yet
  State next;
  Effect effect;
};

// What of the mailbox's changes a command's end may tell, before its tagged reply (RFC 3501 §7.4.1:
// no EXPUNGE during FETCH, STORE and SEARCH, whose message numbers it would shift).
enum class Tells { nothing, changes, expunges_too };

struct Row {
  std::string verb;      // of the command, or the event's name in parentheses
  StateSet legal;        // the states in which it may come
  const char* leads_to;  // the state after success, for documents; empty: it stays
  Tells tells;
  const char* source;  // RFC section

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
inline constexpr const char* done_row = "DONE";
inline constexpr const char* tls_row = "(tls)";
inline constexpr const char* sent_row = "(sent)";
inline constexpr const char* found_row = "(found)";
inline constexpr const char* came_row = "(message)";

}  // namespace mailtown::imap::server
