// The operator's log: one readable line a letter and step, told from the trace.
//
//   2026-06-01T10:00:03.123Z 4F2A: from=<ivanov@example.org>, to=<kozlov@example.com>,
//   relay=mx1.example.com[192.0.2.7]:25, delay=0.31, status=sent, reply="250 2.0.0 Accepted"
//
// (each on one line). Words of other machines are escaped, so that no reply can forge a line.
// Departure: `delay` counts from the letter's acceptance by this run of the program; after a
// restart it is left out, where a production server would read it from the queue file.
#pragma once

#include <map>
#include <string>

#include "platform/clock.h"
#include "trace/payloads.h"

namespace mailtown::trace {

class LetterLog {
 public:
  // The line for `payload`, which happened to the letter with that queue id, without its LF. Empty
  // for what is no step of a letter and no start, reload or stop of a program, and for "trying",
  // which is told by its outcome.
  std::string line(const std::string& letter, const Payload& payload, WallTime now);

 private:
  std::string fields(const std::string& letter, const QueueStep& step, WallTime now);
  std::string fields(const std::string& letter, const Delivered& delivered, WallTime now);
  std::string fields(const std::string& letter, const Bounced& bounced, WallTime now);
  static std::string fields(const Decision& decision);
  std::string delay(const std::string& letter, WallTime now) const;

  std::map<std::string, WallTime> accepted_;  // by queue id; for the letters in the queue only
};

// "2026-06-01T10:00:03.123Z"
std::string utc_text(WallTime time);

}  // namespace mailtown::trace
