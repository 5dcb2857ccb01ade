// Commands as bytes: splitting a client's, and a parser for each (RFC 3501 §6, §9). Pure.
//
// A parser reads what follows the command's name and gives the command, or the reply that says
// what is wrong with it. Names are read in any case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "imap/command.h"
#include "imap/token_codec.h"

namespace mailtown::imap {

// A command with all its literals but for an APPEND's message. RFC 2683 §3.2.1.5 asks for 8000 at
// least; clients that name many messages one by one send more.
inline constexpr std::size_t command_bytes_max = 64 * 1024;

struct SplitCommand {
  std::string tag;   // empty if the line begins with none
  std::string verb;  // upper case; "UID FETCH" is one
  std::string_view arguments;  // what follows, with its blank
};
SplitCommand split_command(std::string_view text);

// A literal that a line announces at its end (RFC 3501 §4.3, RFC 7888).
struct LiteralMark {
  std::uint64_t bytes = 0;
  bool synchronizing = true;  // no '+': the client waits for our word
};
std::optional<LiteralMark> literal_at_end(std::string_view line);

template <class Kind>
Parsed<Kind> parse_alone(std::string_view arguments) {
  return TokenReader(arguments).done(Kind{});
}

Parsed<Id> parse_id(std::string_view arguments);
Parsed<Authenticate> parse_authenticate(std::string_view arguments);
Parsed<Login> parse_login(std::string_view arguments);
Parsed<Select> parse_select(std::string_view arguments);
Parsed<Select> parse_examine(std::string_view arguments);
Parsed<Create> parse_create(std::string_view arguments);
Parsed<Delete> parse_delete(std::string_view arguments);
Parsed<Rename> parse_rename(std::string_view arguments);
Parsed<Subscribe> parse_subscribe(std::string_view arguments);
Parsed<Subscribe> parse_unsubscribe(std::string_view arguments);
Parsed<List> parse_list(std::string_view arguments);
Parsed<List> parse_lsub(std::string_view arguments);
Parsed<StatusOf> parse_status(std::string_view arguments);
// `arguments` ends with the message's mark, "{310}"; the message itself is not there.
Parsed<Append> parse_append(std::string_view arguments);
Parsed<Enable> parse_enable(std::string_view arguments);
Parsed<Expunge> parse_uid_expunge(std::string_view arguments);
Parsed<Search> parse_search(std::string_view arguments);
Parsed<Search> parse_uid_search(std::string_view arguments);
Parsed<Fetch> parse_fetch(std::string_view arguments);
Parsed<Fetch> parse_uid_fetch(std::string_view arguments);
Parsed<Store> parse_store(std::string_view arguments);
Parsed<Store> parse_uid_store(std::string_view arguments);
Parsed<Copy> parse_copy(std::string_view arguments);
Parsed<Copy> parse_uid_copy(std::string_view arguments);
Parsed<Copy> parse_move(std::string_view arguments);
Parsed<Copy> parse_uid_move(std::string_view arguments);

// What a trace may show of a command's line: LOGIN and AUTHENTICATE keep their names only.
std::string mask_command(std::string_view line);

}  // namespace mailtown::imap
