// Names of mailboxes between the wire, where they are in modified UTF-7 (RFC 3501 §5.1.3), and
// the program, where they are in UTF-8. Pure.
//
// Modified UTF-7: printable ASCII stands for itself, but for '&', which is "&-"; everything else is
// UTF-16 in base64 with ',' for '/', between '&' and '-'. Each name has one spelling only, so one
// that encodes what could stand for itself is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "imap/token_codec.h"

namespace mailtown::imap {

inline constexpr std::size_t mailbox_name_bytes_max = 1000;  // of the wire's form

// Nothing if it is no modified UTF-7, or has more than one spelling.
std::optional<std::string> decode_utf7(std::string_view wire);
// `name` must be UTF-8.
std::string encode_utf7(std::string_view name);

// Reads a mailbox name. INBOX in any case is "INBOX" (RFC 3501 §5.1), also as the first level.
std::string read_mailbox_name(TokenReader& in);

// Whether `name` is a LIST pattern's: '*' stands for anything, '%' for anything within one level
// of the hierarchy (RFC 3501 §6.3.8). Takes time in proportion to the product of both lengths at
// worst.
bool matches_pattern(std::string_view name, std::string_view pattern);

}  // namespace mailtown::imap
