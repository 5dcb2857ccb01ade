// Commands as bytes: splitting and parsing a client's, printing our own. Pure.
//
// A parser takes what follows the verb and gives the command, or the reply that says what is wrong
// with it. Verbs and keywords are read in any case (RFC 5321 §2.4), trailing blanks are forgiven
// (§4.1.1), anything else is not.
#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "smtp/command.h"
#include "smtp/reply.h"

namespace mailtown::smtp {

// How long a line may be, CRLF included.
inline constexpr std::size_t command_bytes_max = 512;  // RFC 5321 §4.5.3.1.4
// MAIL is longer by 26 for SIZE (RFC 1870 §3), 17 for BODY (RFC 6152 §2), 500 for AUTH (RFC 4954
// §3).
inline constexpr std::size_t mail_command_bytes_max = command_bytes_max + 26 + 17 + 500;
inline constexpr std::size_t auth_line_bytes_max = 12288;  // AUTH and its exchange, RFC 4954 §4

struct SplitLine {
  std::string verb;            // upper case
  std::string_view arguments;  // what follows the blank, without trailing blanks
};
SplitLine split_line(std::string_view line);

template <class Kind>
using Parsed = boost::system::result<Kind, Reply>;

Parsed<Ehlo> parse_ehlo(std::string_view arguments);
Parsed<Helo> parse_helo(std::string_view arguments);
Parsed<Mail> parse_mail(std::string_view arguments);
Parsed<Rcpt> parse_rcpt(std::string_view arguments);
Parsed<Data> parse_data(std::string_view arguments);
Parsed<Rset> parse_rset(std::string_view arguments);
Parsed<Noop> parse_noop(std::string_view arguments);
Parsed<Quit> parse_quit(std::string_view arguments);
Parsed<Vrfy> parse_vrfy(std::string_view arguments);
Parsed<Expn> parse_expn(std::string_view arguments);
Parsed<Help> parse_help(std::string_view arguments);
Parsed<StartTls> parse_starttls(std::string_view arguments);
Parsed<Auth> parse_auth(std::string_view arguments);
Parsed<AuthResponse> parse_auth_response(std::string_view line);

// The command's line, without CRLF.
std::string print_command(const Command& command);

// What a trace may show of a command line: the initial response of AUTH is hidden.
std::string mask_command(std::string_view line);

}  // namespace mailtown::smtp
