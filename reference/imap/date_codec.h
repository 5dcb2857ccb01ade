// Dates in IMAP's form (RFC 3501 §9: date, date-time). Pure.
#pragma once

#include <chrono>
#include <string>

#include "imap/token_codec.h"
#include "platform/clock.h"

namespace mailtown::imap {

// "17-Jul-1996", also in quotes: SEARCH's days.
std::chrono::sys_days read_date(TokenReader& in);
// "\"17-Jul-1996 02:44:25 -0700\"": APPEND's moment.
WallTime read_date_time(TokenReader& in);
// With quotes, in UTC. Fractions are cut off.
std::string print_date_time(WallTime time);

}  // namespace mailtown::imap
