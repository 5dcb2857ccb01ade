// A client's commands as bytes (RFC 3501 §6, §9: command). Pure.
#pragma once

#include <string>
#include <string_view>

#include "imap/client_command.h"

namespace mailtown::imap::client {

// The line, without CRLF. Nothing if a string of it cannot be said in quotes: with 8-bit bytes or
// line ends in it (such passwords this client does not know how to send). An APPEND's text follows
// once the server has said so.
std::optional<std::string> print_command(std::string_view tag, const Command& command);

}  // namespace mailtown::imap::client
