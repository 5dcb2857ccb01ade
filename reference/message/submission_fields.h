// What a submission server adds to a message that a user's client left incomplete.
#pragma once

#include <string>
#include <string_view>

#include "platform/clock.h"

namespace mailtown::message {

// The fields that `header` lacks: Date (RFC 6409 §8.2) and Message-ID (RFC 6409 §8.3), each with
// its CRLF; empty if it has both. The Message-ID is <unique_id@hostname>; a queue id is unique.
std::string missing_submission_fields(std::string_view header, WallTime now,
                                      std::string_view unique_id, std::string_view hostname);

}  // namespace mailtown::message
