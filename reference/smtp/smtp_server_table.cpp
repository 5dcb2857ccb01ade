#include "smtp/smtp_server_table.h"

#include <type_traits>
#include <utility>

#include "session/table.h"
#include "smtp/session_tables.h"
#include "smtp/smtp_server_rules.h"

namespace mailtown::smtp::server {

namespace {

template <class Kind>
using Parser = Parsed<Kind> (*)(std::string_view arguments);
template <class Kind>
using Check = Verdict (*)(const Facts&, const Kind&);
template <class Kind>
using Apply = Transition (*)(Facts&, const Kind&, const Answer&);

// A row from functions that know their kind of event; the kind is deduced from `apply`.
template <class Kind>
Row row(std::string verb, StateSet legal, const char* leads_to, const char* source,
        std::type_identity_t<Parser<Kind>> parse, std::type_identity_t<Check<Kind>> check,
        Apply<Kind> apply, std::size_t line_bytes_max = command_bytes_max) {
  Row made{std::move(verb), legal, leads_to, source, line_bytes_max, nullptr, nullptr, nullptr};
  session::bind<Event>(made, parse, check, apply);
  return made;
}

constexpr StateSet any = in<Greeted, Ready, SenderKnown, RecipientsKnown>;
constexpr StateSet in_transaction = in<SenderKnown, RecipientsKnown>;
template <class Next>
constexpr const char* to = Next::name;
constexpr const char* depends = "";
constexpr auto no_parser = nullptr;

std::vector<Row> make_table() {
  // clang-format off
  return {
    // event         legal in           leads to              source
    //     parser               check           apply           longest line
    row(connect_row, in<Connecting>,    to<Greeted>,          "RFC 5321 §3.1",
           no_parser,           check_connect,  greet),
    row("EHLO",      any,               to<Ready>,            "RFC 5321 §4.1.1.1",
           parse_ehlo,          check_ehlo,     apply_ehlo),
    row("HELO",      any,               to<Ready>,            "RFC 5321 §4.1.1.1",
           parse_helo,          check_helo,     apply_helo),
    row("STARTTLS",  in<Ready>,         to<Greeted>,          "RFC 3207 §4",
           parse_starttls,      check_starttls, apply_starttls),
    row("AUTH",      in<Ready>,         to<Ready>,            "RFC 4954 §4",
           parse_auth,          check_auth,     apply_auth,     auth_line_bytes_max),
    row(AuthResponse::verb, in<LoggingIn>,  to<Ready>,            "RFC 4954 §4",
           parse_auth_response, check_response, apply_response, auth_line_bytes_max),
    row("MAIL",      in<Ready>,         to<SenderKnown>,      "RFC 5321 §4.1.1.2",
           parse_mail,          check_mail,     apply_mail,     mail_command_bytes_max),
    row("RCPT",      in_transaction,    to<RecipientsKnown>,  "RFC 5321 §4.1.1.3",
           parse_rcpt,          check_rcpt,     apply_rcpt),
    row("DATA",      in<RecipientsKnown>, to<ReceivingText>,  "RFC 5321 §4.1.1.4",
           parse_data,          check_data,     apply_data),
    row(text_row,    in<ReceivingText>, to<Ready>,            "RFC 5321 §4.1.1.4",
           no_parser,           check_text,     apply_text),
    row("RSET",      any,               depends,              "RFC 5321 §4.1.1.5",
           parse_rset,          fine,           apply_rset),
    row("VRFY",      any,               depends,              "RFC 5321 §4.1.1.6",
           parse_vrfy,          fine,           apply_vrfy),
    row("EXPN",      any,               depends,              "RFC 5321 §4.1.1.7",
           parse_expn,          fine,           apply_expn),
    row("HELP",      any,               depends,              "RFC 5321 §4.1.1.8",
           parse_help,          fine,           apply_help),
    row("NOOP",      any,               depends,              "RFC 5321 §4.1.1.9",
           parse_noop,          fine,           apply_noop),
    row("QUIT",      any | in<Refused>, to<Closed>,           "RFC 5321 §4.1.1.10",
           parse_quit,          fine,           apply_quit),
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

}  // namespace mailtown::smtp::server

namespace mailtown::smtp {

trace::SessionTable server_table() {
  return session::describe<server::State>("smtp", "server", server::table());
}

}  // namespace mailtown::smtp
