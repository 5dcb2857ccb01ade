// When a letter that could not be delivered now is tried again, and when its sender is told.
#pragma once

#include <cstdint>
#include <optional>

#include "config/config.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "queue/letter.h"
#include "trace/evidence.h"

namespace mailtown::queue {

struct RetryFacts {
  std::uint64_t attempts = 1;  // so far, of this run
  WallTime arrived;
  WallTime now;
};

// The wait before the next try, or none: give the letter up (RFC 5321 §4.5.4.1).
//
// The n-th wait is the n-th of delivery.retry, the last one again and again; up to delivery.jitter
// percent are added by lot, so that letters that failed together do not come back together. The
// last try is made when the letter's time is over. With no waits at all, one try is all.
Decided<std::optional<Duration>> next_try(const config::Delivery& delivery, const RetryFacts& facts,
                                          Random& random);

// Whether it is time to tell the sender that the letter is late: once, after delivery.warn_after;
// reports are never reported on.
bool is_warning_due(const config::Delivery& delivery, const Letter& letter, WallTime now);

}  // namespace mailtown::queue
