// Strings of responses (RFC 3501 §4.3, §9: string, nstring, mailbox). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mailtown::imap {

// Quoted where that is possible: no NUL, CR, LF or 8-bit byte, and not too long; else as a literal.
// A NUL, which no string may hold, is left out.
std::string print_string(std::string_view text);
std::string print_nstring(const std::optional<std::string>& text);  // none: NIL

// `name` is UTF-8; on the wire an atom if it can be one, else quoted.
std::string print_mailbox_name(std::string_view name);

}  // namespace mailtown::imap
