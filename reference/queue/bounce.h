// The reports that a letter's sender gets: delivery status notifications (RFC 3464).
//
// A report goes from the null sender, so that it never causes another one (RFC 5321 §4.5.5, §6.1).
// It has three parts: a text for people, with what was said with the other server; the facts for
// programs; and the letter's header (RFC 6522 §4).
#pragma once

#include <string>
#include <vector>

#include "platform/clock.h"
#include "queue/attempt.h"
#include "queue/letter.h"

namespace mailtown::queue {

enum class ReportKind {
  failed,         // it will not be tried again
  delayed,        // it is tried on
  double_failed,  // a report itself could not be delivered: for the postmaster
};

struct ReportFacts {
  ReportKind kind = ReportKind::failed;
  Address to;
  std::string hostname;  // of the reporting MTA
  std::string boundary;  // unlike any line of the letter's header: use the report's queue id
  WallTime now;
  WallTime retry_until;         // of what is delayed
  std::string original_header;  // of the letter, as far as it is to be returned; CRLF line ends
};

// The whole message, CRLF line ends.
std::string report_message(const Letter& letter, const std::vector<Attempt>& attempts,
                           const ReportFacts& facts);

}  // namespace mailtown::queue
