// Replies as bytes: printing the server's, parsing it for the client. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pop3/reply.h"

namespace mailtown::pop3 {

// RFC 2449 §4: a reply's line, CRLF included.
inline constexpr std::size_t reply_bytes_max = 512;

// All lines of the reply, each without CRLF.
std::vector<std::string> print_reply(const Reply& reply);

// The first line of a reply; nothing if it is not one. Whether a listing follows depends on the
// command, so has_listing is false.
std::optional<Reply> parse_reply(std::string_view line);

}  // namespace mailtown::pop3
