#include "smtp/smtp_client_table.h"

#include "session/table.h"
#include "smtp/session_tables.h"
#include "smtp/smtp_client_rules.h"

namespace mailtown::smtp::client {

namespace {

template <class Next>
constexpr const char* to = Next::name;
constexpr const char* stays = "";

std::vector<Row> make_table() {
  using namespace std::chrono_literals;
  constexpr auto more = Group::may_go_on;
  constexpr auto ends = Group::ends;
  // clang-format off
  return {
    // reply to       may come in           leads to             source
    //     stage              group  wait   hear
    {greeting_row,    in<Connecting>,       to<Greeted>,         "RFC 5321 §3.1",
           Stage::greeting,   ends,  5min,  hear_greeting},   // §4.5.3.2.1
    {"EHLO",          in<Greeted>,          to<SendingEnvelope>, "RFC 5321 §4.1.1.1",
           Stage::hello,      ends,  5min,  hear_ehlo},
    {"HELO",          in<Greeted>,          to<SendingEnvelope>, "RFC 5321 §4.1.1.1",
           Stage::hello,      ends,  5min,  hear_helo},
    {"STARTTLS",      in<StartingTls>,      to<Greeted>,         "RFC 3207 §4",
           Stage::tls,        ends,  5min,  hear_starttls},
    {"AUTH",          in<LoggingIn>,        to<SendingEnvelope>, "RFC 4954 §4",
           Stage::auth,       ends,  5min,  hear_auth},
    {AuthResponse::verb, in<LoggingIn>,      to<SendingEnvelope>, "RFC 4954 §4",
           Stage::auth,       ends,  5min,  hear_auth},
    {"RSET",          in<SendingEnvelope>,  stays,               "RFC 5321 §4.1.1.5",
           Stage::mail,       more,  5min,  hear_rset},
    {"MAIL",          in<SendingEnvelope>,  stays,               "RFC 5321 §4.1.1.2",
           Stage::mail,       more,  5min,  hear_mail},       // §4.5.3.2.2
    {"RCPT",          in<SendingEnvelope>,  stays,               "RFC 5321 §4.1.1.3",
           Stage::recipient,  more,  5min,  hear_rcpt},       // §4.5.3.2.3
    {"DATA",          in<SendingEnvelope>,  to<SendingText>,     "RFC 5321 §4.1.1.4",
           Stage::data,       ends,  2min,  hear_data},       // §4.5.3.2.4
    {text_row,        in<SendingText>,      to<Ready>,           "RFC 5321 §4.1.1.4",
           Stage::end_of_data, ends, 10min, hear_verdict},    // §4.5.3.2.6
    {"QUIT",          in<Quitting>,         to<Closed>,          "RFC 5321 §4.1.1.10",
           Stage::connect,    ends,  10s,   hear_quit},       // nobody needs to wait long for that
  };
  // clang-format on
}

}  // namespace

const std::vector<Row>& table() {
  static const std::vector<Row> rows = make_table();
  return rows;
}

const Row& row_of(std::string_view verb) {
  return *session::find_row(table(), verb);
}

const Row& row_of(const Command& command) {
  return row_of(std::visit([](const auto& each) { return each.verb; }, command));
}

}  // namespace mailtown::smtp::client

namespace mailtown::smtp {

trace::SessionTable client_table() {
  return session::describe<client::State>("smtp", "client", client::table());
}

}  // namespace mailtown::smtp
