#include "pop3/pop3_server_table.h"

#include "pop3/pop3_server_rules.h"
#include "pop3/session_tables.h"
#include "session/table.h"

namespace mailtown::pop3::server {

namespace {

// A row from functions that know their kind of event. The kind is deduced from `apply`.
template <class Kind>
Row row(std::string verb, StateSet legal, const char* leads_to, const char* source,
        std::type_identity_t<Parsed<Kind> (*)(std::string_view)> parse,
        std::type_identity_t<Verdict (*)(const Facts&, const Kind&)> check,
        Transition (*apply)(Facts&, const Kind&, const Answer&)) {
  Row made{std::move(verb), legal, leads_to, source, nullptr, nullptr, nullptr};
  session::bind<Event>(made, parse, check, apply);
  return made;
}

constexpr StateSet before_login = in<Authorization, UserGiven>;
constexpr StateSet any = before_login | in<Transaction>;

template <class State>
constexpr const char* to = State::name;
constexpr const char* stays = "";
constexpr auto no_parser = nullptr;

std::vector<Row> make_table() {
  // clang-format off
  return {
    // event         legal in           leads to              source
    //     parser               check           apply
    row(connect_row, in<Connecting>,    to<Authorization>,    "RFC 1939 §4",
           no_parser,           fine,           greet),
    row("USER",      before_login,      to<UserGiven>,        "RFC 1939 §7",
           parse_user,          check_user,     apply_user),
    row("PASS",      in<UserGiven>,     to<Transaction>,      "RFC 1939 §7",
           parse_pass,          check_pass,     apply_pass),
    row("AUTH",      before_login,      to<LoggingIn>,        "RFC 5034 §4",
           parse_auth,          check_auth,     apply_auth),
    row(response_row, in<LoggingIn>,    to<Transaction>,      "RFC 5034 §4",
           no_parser,           check_response, apply_response),
    row("CAPA",      any,               stays,                "RFC 2449 §5",
           parse_capa,          fine,           apply_capa),
    row("STLS",      before_login,      to<Authorization>,    "RFC 2595 §4",
           parse_stls,          check_stls,     apply_stls),
    row("STAT",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_stat,          fine,           apply_stat),
    row("LIST",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_list,          check_list,     apply_list),
    row("UIDL",      in<Transaction>,   stays,                "RFC 1939 §7",
           parse_uidl,          check_uidl,     apply_uidl),
    row("RETR",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_retr,          check_retr,     apply_retr),
    row("TOP",       in<Transaction>,   stays,                "RFC 1939 §7",
           parse_top,           check_top,      apply_top),
    row("DELE",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_dele,          check_dele,     apply_dele),
    row("RSET",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_rset,          fine,           apply_rset),
    row("NOOP",      in<Transaction>,   stays,                "RFC 1939 §5",
           parse_noop,          fine,           apply_noop),
    // Without a log-in it leads to closed at once: there is nothing to update.
    row("QUIT",      any,               to<Update>,           "RFC 1939 §6",
           parse_quit,          fine,           apply_quit),
    row(updated_row, in<Update>,        to<Closed>,           "RFC 1939 §6",
           no_parser,           fine,           apply_updated),
  };
  // clang-format on
}

}  // namespace

const std::vector<Row>& table() {
  static const std::vector<Row> rows = make_table();
  return rows;
}

const Row* find_row(std::string_view verb) {
  return session::find_row(table(), verb);
}

}  // namespace mailtown::pop3::server

namespace mailtown::pop3 {

trace::SessionTable server_table() {
  return session::describe<server::State>("pop3", "server", server::table());
}

}  // namespace mailtown::pop3
