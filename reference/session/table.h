// What the tables of SMTP, POP3 and IMAP have in common, whatever their rows say beside it.
//
// A row has `verb`, `legal` (a StateSet), `leads_to` and `source`; a server's also the functions
// `parse`, `check` and `apply`, as its protocol's own table explains them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "session/state_set.h"
#include "trace/event.h"

namespace mailtown::session {

// Lets a row take any Event by functions that know one Kind of it; `parse` is null for what is no
// command. They are only ever called with their own kind.
template <class Event, class Row, class ParsedKind, class Verdict, class Transition, class Facts,
          class Kind, class Answer>
void bind(Row& row, ParsedKind (*parse)(std::string_view arguments),
          Verdict (*check)(const Facts&, const Kind&),
          Transition (*apply)(Facts&, const Kind&, const Answer&)) {
  if (parse) {
    using ParsedEvent = typename decltype(row.parse)::result_type;
    row.parse = [parse](std::string_view arguments) -> ParsedEvent {
      auto parsed = parse(arguments);
      if (!parsed) return std::move(parsed.error());
      return Event(std::move(*parsed));
    };
  }
  row.check = [check](const Facts& facts, const Event& event) {
    return check(facts, std::get<Kind>(event));
  };
  row.apply = [apply](Facts& facts, const Event& event, const Answer& answer) {
    return apply(facts, std::get<Kind>(event), answer);
  };
}

// The row of that verb, or null.
template <class Row>
const Row* find_row(const std::vector<Row>& table, std::string_view verb) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [verb](const Row& each) { return each.verb == verb; });
  return found == table.end() ? nullptr : &*found;
}

// The table as data for readers of a trace. `side`: "server" or "client".
template <class State, class Rows>
trace::SessionTable describe(std::string protocol, std::string side, const Rows& table) {
  constexpr StateSet every_state = ~StateSet(0);
  trace::SessionTable described{
      std::move(protocol), std::move(side), names_of<State>(every_state), {}};
  for (const auto& row : table) {
    described.rows.push_back({row.verb, names_of<State>(row.legal), row.leads_to, row.source});
  }
  return described;
}

}  // namespace mailtown::session
