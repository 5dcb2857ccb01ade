// The client's table: everything that a client says, and what it makes of the reply.
//
// The rows stand in smtp_client_table.cpp, what they do in smtp_client_rules.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "smtp/command.h"
#include "smtp/smtp_client_states.h"

namespace mailtown::smtp::client {

// What a reply leads to: the next state, and what is to be said next, in that order.
struct Reaction {
  State next;
  std::vector<Command> say;
  bool drop_plan = false;  // do not say what was planned and has not been said
};

// Whether more may be said before the reply has come (RFC 2920 §3.1).
enum class Group { may_go_on, ends };

struct Row {
  const char* verb;      // of the command that the reply is to, or an event in parentheses
  StateSet legal;        // the states in which such a reply may come
  const char* leads_to;  // the state after success, for documents
  const char* source;    // RFC section
  Stage stage;           // of an outcome that this reply decides
  Group group;
  Duration wait;  // for the reply (RFC 5321 §4.5.3.2)
  Reaction (*hear)(Facts&, const Reply&);
};

const std::vector<Row>& table();
const Row& row_of(const Command& command);
const Row& row_of(std::string_view verb);  // which must be there

inline constexpr const char* greeting_row = "(greeting)";
inline constexpr const char* text_row = "(text)";

}  // namespace mailtown::smtp::client
