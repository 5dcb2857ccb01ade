// Outcome: what became of one recipient's delivery to one server.
#pragma once

#include <string>
#include <variant>

#include "platform/result.h"
#include "smtp/reply.h"

namespace mailtown::smtp {

// How far a recipient's delivery came.
enum class Stage { connect, greeting, hello, tls, auth, mail, recipient, data, end_of_data };
const char* to_string(Stage stage);  // "connect", "greeting", "EHLO", "AUTH", "MAIL", "RCPT", ...

// What became of one recipient.
struct Outcome {
  Stage stage = Stage::connect;            // where last_word fell
  std::variant<Reply, Failure> last_word;  // the server's reply, or how the connection failed

  // The server has taken responsibility: 2yz after the end of data.
  bool delivered() const;
  // 5yz to MAIL or later: never try this again. Everything else that was not delivered may be tried
  // again: a server that refuses us before it has heard of the message, in its greeting, at HELO or
  // AUTH (its neighbour may not); a stream that died, even after the end of data, when the message
  // may have been taken (RFC 1047).
  bool refused_for_good() const;
  std::string to_string() const;  // "550 5.1.1 No such user here", "timed out"
};

}  // namespace mailtown::smtp
