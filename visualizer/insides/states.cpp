#include "visualizer/insides/states.h"

#include <algorithm>

namespace mailtown::view {

std::vector<StateChange> states_until(const ShownRun& run, std::uint32_t conversation, Step step) {
  std::vector<StateChange> changes;
  if (conversation == 0) return changes;
  for (const Step at : run.states_of_conversation(conversation)) {
    if (at > step) break;
    const auto& change = std::get<trace::SessionState>(run.reading().event(at).payload);
    changes.push_back({at, change.side == "client", change.protocol, change.from, change.to});
  }
  return changes;
}

std::vector<Transition> transitions_of(const trace::SessionTable& table) {
  std::vector<Transition> all;
  for (const trace::SessionRow& row : table.rows) {
    const std::size_t to = place_of(table, row.leads_to);
    if (to == table.states.size()) continue;
    for (const std::string& state : row.states) {
      const std::size_t from = place_of(table, state);
      if (from == table.states.size() || from == to) continue;
      const auto known = std::find_if(all.begin(), all.end(), [&](const Transition& other) {
        return other.from == from && other.to == to;
      });
      if (known == all.end()) {
        all.push_back({from, to, row.verb});
      } else {
        known->verbs += ", " + row.verb;
      }
    }
  }
  return all;
}

std::vector<std::string> staying_verbs(const trace::SessionTable& table, const std::string& state) {
  std::vector<std::string> verbs;
  for (const trace::SessionRow& row : table.rows) {
    const bool legal = std::find(row.states.begin(), row.states.end(), state) != row.states.end();
    if (legal && (row.leads_to.empty() || row.leads_to == state)) verbs.push_back(row.verb);
  }
  return verbs;
}

const trace::SessionTable* table_of(const trace::Header& header, const std::string& protocol,
                                    bool of_client) {
  for (const trace::SessionTable& table : header.tables) {
    if (table.protocol == protocol && (table.side == "client") == of_client) return &table;
  }
  return nullptr;
}

std::size_t place_of(const trace::SessionTable& table, const std::string& state) {
  return static_cast<std::size_t>(std::find(table.states.begin(), table.states.end(), state) -
                                  table.states.begin());
}

}  // namespace mailtown::view
