#include "mailbox/quota.h"

#include <string>
#include <utility>

namespace mailtown::mailbox {

namespace {

// One of the two things that are limited.
struct Measure {
  const char* unit;
  std::uint64_t used, more, limit;

  bool is_limited() const { return limit != 0; }
  bool can_never_fit() const { return is_limited() && more > limit; }
  bool is_full() const { return is_limited() && (used >= limit || more > limit - used); }
};

Decided<Room> decided(Room room, std::string rule, const Measure& by, const char* source) {
  Evidence evidence{.rule = std::move(rule),
                    .inputs = {{"unit", by.unit},
                               {"used", std::to_string(by.used)},
                               {"more", std::to_string(by.more)},
                               {"limit", std::to_string(by.limit)}},
                    .alternatives = {},
                    .source = source};
  return {room, std::move(evidence)};
}

}  // namespace

Decided<Room> room_for(QuotaUse used, QuotaLimit limit, QuotaUse more) {
  const Measure bytes{"bytes", used.bytes, more.bytes, limit.bytes};
  const Measure messages{"messages", used.messages, more.messages, limit.messages};
  for (const Measure& measure : {bytes, messages}) {
    if (measure.can_never_fit()) {
      return decided(Room::never, "quota.never", measure, "RFC 1870 §6.1");
    }
  }
  for (const Measure& measure : {bytes, messages}) {
    if (measure.is_full()) return decided(Room::full, "quota.full", measure, "RFC 3463 §3.3");
  }
  if (!limit.is_set()) return decided(Room::fits, "quota.none", bytes, "");
  const Measure& shown = bytes.is_limited() ? bytes : messages;
  return decided(Room::fits, "quota.fits", shown, "RFC 3463 §3.3");
}

}  // namespace mailtown::mailbox
