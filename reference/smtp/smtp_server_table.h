// The server's table: everything that may happen in a session, one row each.
//
// To understand the server, read the table in smtp_server_table.cpp, then the functions that its
// rows name (smtp_server_rules.h). How a row is used stands in smtp_server_session.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "smtp/command_codec.h"
#include "smtp/smtp_server_states.h"
#include "smtp/smtp_service.h"

namespace mailtown::smtp::server {

// What `check` finds: nothing to ask, a refusal, or a question to the service.
struct Proceed {};
using Verdict = std::variant<Proceed, Reply, Question>;

// What the driver is to do after it has written the reply.
struct Send {};         // nothing but to write it
struct Challenge {};    // the next line is a response, and secret
struct ReceiveText {};  // the message's text follows
struct BeginTls {};     // the handshake follows, then EHLO anew
struct Close {};        // end the connection
using Effect = std::variant<Send, Challenge, ReceiveText, BeginTls, Close>;

// What `apply` makes of an accepted event.
struct Transition {
  Reply reply;
  State next;
  Effect effect;
};

struct Row {
  std::string verb;      // of the command, or the event's name in parentheses
  StateSet legal;        // the states in which it may come
  const char* leads_to;  // the state after success, for documents; empty: it depends, or stays
  const char* source;    // RFC section
  std::size_t line_bytes_max = command_bytes_max;

  // The arguments as an event, or the reply that says what is wrong; empty for what is no command.
  std::function<Parsed<Event>(std::string_view arguments)> parse;
  // Whether the event may happen. Pure.
  std::function<Verdict(const Facts&, const Event&)> check;
  // What comes of it, once the service has accepted it or had no say. May note in Facts::info what
  // was learned, and move out of Facts::state, which the next state replaces.
  std::function<Transition(Facts&, const Event&, const Answer&)> apply;
};

const std::vector<Row>& table();
const Row* find_row(std::string_view verb);  // null if there is none

// Names of the rows that no verb leads to.
inline constexpr const char* connect_row = "(connect)";
inline constexpr const char* text_row = "(text)";

}  // namespace mailtown::smtp::server
