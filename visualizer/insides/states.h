// The session machines of a conversation: the tables of the trace's header, and where both ends
// stand.
#pragma once

#include <string>
#include <vector>

#include "visualizer/shown_run.h"

namespace mailtown::view {

struct StateChange {
  Step step = 0;
  bool by_client = false;
  std::string protocol;  // as the session table calls it
  std::string from, to;
};

// The changes of both ends of a conversation (index plus 1) up to a step, in order.
std::vector<StateChange> states_until(const ShownRun& run, std::uint32_t conversation, Step step);

// A way from state to state that a table allows; both are places in its list of states.
struct Transition {
  std::size_t from = 0, to = 0;
  std::string verbs;  // "EHLO, HELO"
  bool operator==(const Transition&) const = default;
};
std::vector<Transition> transitions_of(const trace::SessionTable& table);
// The verbs that are legal in a state and lead to no other, in the table's order.
std::vector<std::string> staying_verbs(const trace::SessionTable& table, const std::string& state);
// Null: the header has no such table.
const trace::SessionTable* table_of(const trace::Header& header, const std::string& protocol,
                                    bool of_client);
// The place of a state in a table's list; its size, if it is not there.
std::size_t place_of(const trace::SessionTable& table, const std::string& state);

}  // namespace mailtown::view
