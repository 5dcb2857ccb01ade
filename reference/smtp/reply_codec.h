// Replies as bytes: printing a server's, parsing them at the client (RFC 5321 §4.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "smtp/reply.h"

namespace mailtown::smtp {

// RFC 5321 §4.5.3.1.5: a reply line has at most 512 bytes with code and CRLF.
inline constexpr std::size_t reply_line_bytes_max = 512;

// The reply's lines, without CRLF: "250-mx1.example.com", ..., "250 SIZE 1000". Text that would
// break the limit, or a control character in it, is cut or replaced; it can only come from a value
// that we quote to the peer.
std::vector<std::string> print_reply(const Reply& reply);

// Puts a reply together from its lines.
class ReplyParser {
 public:
  enum class Progress { more, complete, malformed };

  // The next line, without CRLF. After `complete`, take() gives the reply; after `malformed` the
  // server speaks something else than SMTP, and the parser is of no more use.
  Progress add_line(std::string_view line);
  Reply take();

 private:
  Reply reply_;
};

}  // namespace mailtown::smtp
