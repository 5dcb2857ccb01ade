// Quota: how much one user's mailbox, all folders together, may hold.
#pragma once

#include <cstdint>

#include "trace/evidence.h"

namespace mailtown::mailbox {

struct QuotaLimit {
  std::uint64_t bytes = 0;     // 0: any
  std::uint64_t messages = 0;  // 0: any
  bool is_set() const { return bytes != 0 || messages != 0; }
  bool operator==(const QuotaLimit&) const = default;
};

struct QuotaUse {
  std::uint64_t bytes = 0, messages = 0;
};

enum class Room {
  fits,
  full,   // not now: SMTP 452 4.2.2 (RFC 3463 §3.3), IMAP NO [OVERQUOTA] (RFC 5530 §3)
  never,  // more than the whole mailbox may hold: SMTP 552 5.2.3
};

// Whether `more` fits into a mailbox of this use. Rules: quota.none, quota.fits, quota.full,
// quota.never. Evidence names used, limit and more, in bytes or, where these decide, messages.
Decided<Room> room_for(QuotaUse used, QuotaLimit limit, QuotaUse more);

}  // namespace mailtown::mailbox
