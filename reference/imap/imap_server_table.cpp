#include "imap/imap_server_table.h"

#include "imap/imap_server_rules.h"
#include "imap/session_tables.h"
#include "session/table.h"

namespace mailtown::imap::server {

namespace {

// A row from functions that know their kind of event. The kind is deduced from `apply`.
template <class Kind>
Row row(std::string verb, StateSet legal, const char* leads_to, Tells tells, const char* source,
        std::type_identity_t<Parsed<Kind> (*)(std::string_view)> parse,
        std::type_identity_t<Verdict (*)(const Facts&, const Kind&)> check,
        Transition (*apply)(Facts&, const Kind&, const Answer&)) {
  Row made{std::move(verb), legal, leads_to, tells, source, nullptr, nullptr, nullptr};
  session::bind<Event>(made, parse, check, apply);
  return made;
}

constexpr StateSet logged_in = in<Authenticated> | in<Selected>;
constexpr StateSet any = logged_in | in<NotAuthenticated>;

template <class State>
constexpr const char* to = State::name;
constexpr const char* stays = "";
constexpr auto no_parser = nullptr;
constexpr Tells nothing = Tells::nothing;
constexpr Tells changes = Tells::changes;
constexpr Tells all = Tells::expunges_too;

// clang-format off
std::vector<Row> session_rows() {
  return {
    // event           legal in               leads to              tells    source
    //     parser                  check               apply
    row(connect_row,   in<Connecting>,        to<NotAuthenticated>, nothing, "RFC 3501 §3",
           no_parser,              fine,               greet),
    row("CAPABILITY",  any,                   stays,                all,     "RFC 3501 §6.1.1",
           parse_alone,            fine,               apply_capability),
    row("NOOP",        any,                   stays,                all,     "RFC 3501 §6.1.2",
           parse_alone,            fine,               apply_noop),
    row("LOGOUT",      any,                   to<Closed>,           nothing, "RFC 3501 §6.1.3",
           parse_alone,            fine,               apply_logout),
    row("ID",          any,                   stays,                all,     "RFC 2971 §3.1",
           parse_id,               fine,               apply_id),
    row("STARTTLS",    in<NotAuthenticated>,  stays,                nothing, "RFC 3501 §6.2.1",
           parse_alone,            check_starttls,     apply_starttls),
    row(tls_row,       in<NotAuthenticated>,  stays,                nothing, "RFC 3501 §6.2.1",
           no_parser,              fine,               apply_tls_started),
    row("AUTHENTICATE", in<NotAuthenticated>, to<LoggingIn>,        nothing, "RFC 3501 §6.2.2",
           parse_authenticate,     check_authenticate, apply_authenticate),
    row(response_row,  in<LoggingIn>,         to<Authenticated>,    nothing, "RFC 3501 §6.2.2",
           no_parser,              check_response,     apply_response),
    row("LOGIN",       in<NotAuthenticated>,  to<Authenticated>,    nothing, "RFC 3501 §6.2.3",
           parse_login,            check_login,        apply_login),
    row("ENABLE",      in<Authenticated>,     stays,                nothing, "RFC 5161 §3.1",
           parse_enable,           fine,               apply_enable),
    row("IDLE",        logged_in,             to<Idling>,           all,     "RFC 2177 §3",
           parse_alone,            fine,               apply_idle),
    row(done_row,      in<Idling>,            to<Selected>,         all,     "RFC 2177 §3",
           no_parser,              fine,               apply_done),
  };
}

std::vector<Row> mailbox_rows() {
  return {
    // event           legal in               leads to              tells    source
    //     parser                  check               apply
    row("SELECT",      logged_in,             to<Selected>,         nothing, "RFC 3501 §6.3.1",
           parse_select,           check_select,       apply_select),
    row("EXAMINE",     logged_in,             to<Selected>,         nothing, "RFC 3501 §6.3.2",
           parse_examine,          check_select,       apply_select),
    row("CREATE",      logged_in,             stays,                all,     "RFC 3501 §6.3.3",
           parse_create,           ask,                apply_create),
    row("DELETE",      logged_in,             stays,                all,     "RFC 3501 §6.3.4",
           parse_delete,           check_delete,       apply_delete),
    row("RENAME",      logged_in,             stays,                all,     "RFC 3501 §6.3.5",
           parse_rename,           ask,                apply_rename),
    row("SUBSCRIBE",   logged_in,             stays,                all,     "RFC 3501 §6.3.6",
           parse_subscribe,        ask,                apply_subscribe),
    row("UNSUBSCRIBE", logged_in,             stays,                all,     "RFC 3501 §6.3.7",
           parse_unsubscribe,      ask,                apply_subscribe),
    row("LIST",        logged_in,             stays,                all,     "RFC 3501 §6.3.8",
           parse_list,             check_list,         apply_list),
    row("LSUB",        logged_in,             stays,                all,     "RFC 3501 §6.3.9",
           parse_lsub,             check_list,         apply_list),
    row("NAMESPACE",   logged_in,             stays,                all,     "RFC 2342 §5",
           parse_alone,            fine,               apply_namespace),
    row("STATUS",      logged_in,             stays,                all,     "RFC 3501 §6.3.10",
           parse_status,           ask,                apply_status),
    row("APPEND",      logged_in,             stays,                nothing, "RFC 3501 §6.3.11",
           parse_append,           check_append,       apply_append),
    row(came_row,      logged_in,             stays,                all,     "RFC 3501 §6.3.11",
           no_parser,              check_came,         apply_came),
  };
}

std::vector<Row> message_rows() {
  constexpr StateSet selected = in<Selected>;
  return {
    // event           legal in               leads to              tells    source
    //     parser                  check               apply
    row("CHECK",       selected,              stays,                all,     "RFC 3501 §6.4.1",
           parse_alone,            fine,               apply_check),
    row("CLOSE",       selected,              to<Authenticated>,    nothing, "RFC 3501 §6.4.2",
           parse_alone,            check_close,        apply_close),
    row("UNSELECT",    selected,              to<Authenticated>,    nothing, "RFC 3691 §2",
           parse_alone,            fine,               apply_unselect),
    row("EXPUNGE",     selected,              stays,                all,     "RFC 3501 §6.4.3",
           parse_alone,            check_expunge,      apply_expunge),
    row("UID EXPUNGE", selected,              stays,                all,     "RFC 4315 §2.1",
           parse_uid_expunge,      check_expunge,      apply_expunge),
    row("SEARCH",      selected,              stays,                nothing, "RFC 3501 §6.4.4",
           parse_search,           check_search,       apply_search),
    row("UID SEARCH",  selected,              stays,                nothing, "RFC 3501 §6.4.8",
           parse_uid_search,       check_search,       apply_search),
    row(found_row,     selected,              stays,                changes, "RFC 3501 §7.2.5",
           no_parser,              fine,               apply_found),
    row("FETCH",       selected,              stays,                nothing, "RFC 3501 §6.4.5",
           parse_fetch,            check_fetch,        apply_fetch),
    row("UID FETCH",   selected,              stays,                nothing, "RFC 3501 §6.4.8",
           parse_uid_fetch,        check_fetch,        apply_fetch),
    row(sent_row,      selected,              stays,                changes, "RFC 3501 §7.4.2",
           no_parser,              check_sent,         apply_sent),
    row("STORE",       selected,              stays,                changes, "RFC 3501 §6.4.6",
           parse_store,            check_store,        apply_store),
    row("UID STORE",   selected,              stays,                all,     "RFC 3501 §6.4.8",
           parse_uid_store,        check_store,        apply_store),
    row("COPY",        selected,              stays,                all,     "RFC 3501 §6.4.7",
           parse_copy,             check_copy,         apply_copy),
    row("UID COPY",    selected,              stays,                all,     "RFC 3501 §6.4.8",
           parse_uid_copy,         check_copy,         apply_copy),
    row("MOVE",        selected,              stays,                all,     "RFC 6851 §3.1",
           parse_move,             check_copy,         apply_copy),
    row("UID MOVE",    selected,              stays,                all,     "RFC 6851 §3.2",
           parse_uid_move,         check_copy,         apply_copy),
  };
}
// clang-format on

std::vector<Row> make_table() {
  std::vector<Row> rows = session_rows();
  for (auto part : {mailbox_rows(), message_rows()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

}  // namespace

const std::vector<Row>& table() {
  static const std::vector<Row> rows = make_table();
  return rows;
}

const Row* find_row(std::string_view verb) {
  return session::find_row(table(), verb);
}

}  // namespace mailtown::imap::server

namespace mailtown::imap {

trace::SessionTable server_table() {
  return session::describe<server::State>("imap", "server", server::table());
}

}  // namespace mailtown::imap
