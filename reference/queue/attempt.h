// What one try to deliver a letter came to, recipient by recipient.
#pragma once

#include <string>
#include <vector>

namespace mailtown::queue {

enum class Ending {
  sent,      // somebody else has taken responsibility, or the letter lies in the mailbox
  deferred,  // not now: try again
  failed,    // never: tell the sender
};

struct Attempt {
  std::size_t recipient = 0;  // index into Letter::recipients
  Ending ending = Ending::deferred;
  std::string relay;  // "mx1.example.com[192.0.2.7]:25", "local", or "none"
  std::string reply;  // the last word, beginning with a reply code where there was one
};

// The enhanced status code (RFC 3463) that a reply's text holds, or one that fits the ending:
// "550 5.1.1 no such user" -> "5.1.1"; "timed out" and deferred -> "4.4.1".
std::string status_of(const Attempt& attempt);

}  // namespace mailtown::queue
