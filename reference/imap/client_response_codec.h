// A server's responses from bytes (RFC 3501 §7, §9: response). Pure.
#pragma once

#include <string_view>

#include "imap/client_response.h"
#include "imap/token_codec.h"

namespace mailtown::imap::client {

// A response with all its literals but for a message's text.
inline constexpr std::size_t response_bytes_max = 256 * 1024;

// `text`: the line, with each literal where it stood ("{5}\r\nhello"), but for a message's text, of
// which the mark alone is there ("{5}"). On failure the reply's text says what is wrong.
Parsed<Response> parse_response(std::string_view text);

// Whether a FETCH response's next literal is the message's text: the line so far ends with
// "BODY[] {5}".
bool announces_message(std::string_view line);

}  // namespace mailtown::imap::client
