// Dates as mail writes them.
#pragma once

#include <string>

#include "platform/clock.h"

namespace mailtown::message {

// date-time of RFC 5322 §3.3, in UTC: "Tue, 14 Nov 2023 10:00:00 +0000". Fractions are cut off.
std::string mail_date(WallTime time);

}  // namespace mailtown::message
