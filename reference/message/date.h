// Dates as mail writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock.h"

namespace mailtown::message {

// date-time of RFC 5322 §3.3, in UTC: "Tue, 14 Nov 2023 10:00:00 +0000". Fractions are cut off.
std::string mail_date(WallTime time);

// The day that a Date field names, as its writer's clock had it (the zone is passed over); nothing
// if there is none. Takes the obsolete forms of RFC 5322 §4.3 too, but for comments.
std::optional<std::chrono::sys_days> day_of(std::string_view date_field);

}  // namespace mailtown::message
