// What one try to deliver a letter came to, recipient by recipient.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace mailtown::queue {

enum class Ending {
  sent,      // somebody else has taken responsibility, or the letter lies in the mailbox
  deferred,  // not now: try again
  failed,    // never: tell the sender
};

// What was said with the other server, as a report shows it: ">>> RCPT TO:<b@example.com>",
// "<<< 550 5.1.1 No such user". Shared by the recipients of one connection.
using Transcript = std::shared_ptr<const std::vector<std::string>>;

struct Attempt {
  std::size_t recipient = 0;  // index into Letter::recipients
  Ending ending = Ending::deferred;
  std::string relay;           // "mx1.example.com[192.0.2.7]:25", "local", or "none"
  std::string reply;           // the last word, beginning with a reply code where there was one
  Transcript transcript = {};  // null where nothing was said
  bool expired = false;        // given up because the letter had waited too long
};

// The enhanced status code (RFC 3463) that a reply's text holds, or one that fits the ending:
// "550 5.1.1 no such user" -> "5.1.1"; "timed out" and deferred -> "4.4.1"; expired -> "4.4.7".
std::string status_of(const Attempt& attempt);

// The name of the host that was tried, or nothing: "mx1.example.com".
std::string host_of(const Attempt& attempt);

}  // namespace mailtown::queue
