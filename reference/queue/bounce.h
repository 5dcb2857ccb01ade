// The report that a letter could not be delivered: a delivery status notification (RFC 3464).
//
// It goes to the letter's sender, from the null sender, so that a report never causes another
// (RFC 5321 §4.5.5, §6.1).
#pragma once

#include <string>
#include <vector>

#include "platform/clock.h"
#include "queue/attempt.h"
#include "queue/queue_store.h"

namespace mailtown::queue {

struct BounceFacts {
  std::string hostname;  // of the reporting MTA
  std::string boundary;  // unlike any line of the letter's header: use the report's queue id
  WallTime now;
  std::string original_header;  // of the letter, as far as it is to be returned; CRLF line ends
};

// The whole message, CRLF line ends: a text for people, a part for programs (RFC 3464), and the
// letter's header (RFC 6522 §4).
std::string bounce_message(const Letter& letter, const std::vector<Attempt>& failures,
                           const BounceFacts& facts);

}  // namespace mailtown::queue
