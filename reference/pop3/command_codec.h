// Commands as bytes: splitting and parsing a client's, printing our own. Pure.
//
// A parser takes what follows the verb and gives the command, or the reply that says what is wrong
// with it. Verbs are read in any case (RFC 1939 §3).
#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "pop3/command.h"
#include "pop3/reply.h"

namespace mailtown::pop3 {

// RFC 2449 §4: a command's line, CRLF included.
inline constexpr std::size_t command_bytes_max = 255;
// A response of AUTH may be longer (RFC 5034 §4); so much is what RFC 4954 §4.5 gives to SMTP.
inline constexpr std::size_t response_bytes_max = 12288;

struct SplitLine {
  std::string verb;            // upper case
  std::string_view arguments;  // what follows the blank
};
SplitLine split_line(std::string_view line);

template <class Kind>
using Parsed = boost::system::result<Kind, Reply>;

Parsed<User> parse_user(std::string_view arguments);
// RFC 1939 §7: the password may hold blanks, since PASS has one argument only.
Parsed<Pass> parse_pass(std::string_view arguments);
Parsed<Auth> parse_auth(std::string_view arguments);
Parsed<Capa> parse_capa(std::string_view arguments);
Parsed<Stls> parse_stls(std::string_view arguments);
Parsed<Stat> parse_stat(std::string_view arguments);
Parsed<List> parse_list(std::string_view arguments);
Parsed<Uidl> parse_uidl(std::string_view arguments);
Parsed<Retr> parse_retr(std::string_view arguments);
Parsed<Top> parse_top(std::string_view arguments);
Parsed<Dele> parse_dele(std::string_view arguments);
Parsed<Rset> parse_rset(std::string_view arguments);
Parsed<Noop> parse_noop(std::string_view arguments);
Parsed<Quit> parse_quit(std::string_view arguments);

// The command's line, without CRLF.
std::string print_command(const Command& command);

// What a trace may show of a command line: PASS keeps its verb only, AUTH its
// mechanism.
std::string mask_command(std::string_view line);

}  // namespace mailtown::pop3
