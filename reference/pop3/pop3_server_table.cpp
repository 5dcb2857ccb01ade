#include "pop3/pop3_server_table.h"

#include <algorithm>

#include "pop3/pop3_server_rules.h"
#include "pop3/session_tables.h"

namespace mailtown::pop3::server {

namespace {

// A row from functions that know their kind of event. The kind is deduced from `apply`.
template <class Kind>
Row row(std::string verb, StateSet legal,
        std::type_identity_t<Parsed<Kind> (*)(std::string_view)> parse,
        std::type_identity_t<Verdict (*)(const Facts&, const Kind&)> check,
        Transition (*apply)(Facts&, const Kind&, const Answer&), const char* leads_to,
        const char* source) {
  Row made{std::move(verb), legal, leads_to, source, nullptr, nullptr, nullptr};
  if (parse) {
    made.parse = [parse](std::string_view arguments) -> Parsed<Event> {
      auto parsed = parse(arguments);
      if (!parsed) return std::move(parsed.error());
      return Event(std::move(*parsed));
    };
  }
  made.check = [check](const Facts& facts, const Event& event) {
    return check(facts, std::get<Kind>(event));
  };
  made.apply = [apply](Facts& facts, const Event& event, const Answer& answer) {
    return apply(facts, std::get<Kind>(event), answer);
  };
  return made;
}

constexpr StateSet before_login = in<Authorization, UserGiven>;
constexpr StateSet any = before_login | in<Transaction>;

std::vector<Row> make_table() {
  constexpr auto no_parser = nullptr;
  // clang-format off
  return {
    //  event        legal in          parser      check       apply          leads to             source
    row(connect_row, in<Connecting>,   no_parser,  fine,       greet,         Authorization::name, "RFC 1939 §4"),
    row("USER",      before_login,     parse_user, check_user, apply_user,    UserGiven::name,     "RFC 1939 §7"),
    row("PASS",      in<UserGiven>,    parse_pass, check_pass, apply_pass,    Transaction::name,   "RFC 1939 §7"),
    row("CAPA",      any,              parse_capa, fine,       apply_capa,    "",                  "RFC 2449 §5"),
    row("STAT",      in<Transaction>,  parse_stat, fine,       apply_stat,    "",                  "RFC 1939 §5"),
    row("LIST",      in<Transaction>,  parse_list, check_list, apply_list,    "",                  "RFC 1939 §5"),
    row("UIDL",      in<Transaction>,  parse_uidl, check_uidl, apply_uidl,    "",                  "RFC 1939 §7"),
    row("RETR",      in<Transaction>,  parse_retr, check_retr, apply_retr,    "",                  "RFC 1939 §5"),
    row("TOP",       in<Transaction>,  parse_top,  check_top,  apply_top,     "",                  "RFC 1939 §7"),
    row("DELE",      in<Transaction>,  parse_dele, check_dele, apply_dele,    "",                  "RFC 1939 §5"),
    row("RSET",      in<Transaction>,  parse_rset, fine,       apply_rset,    "",                  "RFC 1939 §5"),
    row("NOOP",      in<Transaction>,  parse_noop, fine,       apply_noop,    "",                  "RFC 1939 §5"),
    row("QUIT",      any,              parse_quit, fine,       apply_quit,    Update::name,        "RFC 1939 §6"),
    row(updated_row, in<Update>,       no_parser,  fine,       apply_updated, Closed::name,        "RFC 1939 §6"),
  };
  // clang-format on
}

template <std::size_t... Index>
std::vector<std::string> names_of(StateSet set, std::index_sequence<Index...>) {
  std::vector<std::string> names;
  ((set >> Index & 1 ? names.push_back(std::variant_alternative_t<Index, State>::name) : void()),
   ...);
  return names;
}

}  // namespace

const std::vector<Row>& table() {
  static const std::vector<Row> rows = make_table();
  return rows;
}

const Row* find_row(std::string_view verb) {
  const auto found = std::find_if(table().begin(), table().end(),
                                  [verb](const Row& each) { return each.verb == verb; });
  return found == table().end() ? nullptr : &*found;
}

}  // namespace mailtown::pop3::server

namespace mailtown::pop3 {

trace::SessionTable server_table() {
  using namespace server;
  constexpr auto every_state = std::make_index_sequence<state_count>();
  trace::SessionTable exported{"pop3", "server", names_of(~StateSet(0), every_state), {}};
  for (const Row& row : table()) {
    exported.rows.push_back({row.verb, names_of(row.legal, every_state), row.leads_to, row.source});
  }
  return exported;
}

}  // namespace mailtown::pop3
