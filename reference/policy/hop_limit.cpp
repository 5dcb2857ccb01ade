#include "policy/hop_limit.h"

namespace mailtown::policy {

Decided<bool> goes_in_circle(std::size_t hops, std::uint64_t limit) {
  const bool too_many = hops > limit;
  return {too_many,
          {.rule = too_many ? "hops.loop" : "hops.few",
           .inputs = {{"hops", std::to_string(hops)}, {"limit", std::to_string(limit)}},
           .source = "RFC 5321 §6.3"}};
}

}  // namespace mailtown::policy
