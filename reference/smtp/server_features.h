// What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1).
#pragma once

#include <cstdint>
#include <vector>

#include "sasl/exchange.h"
#include "smtp/reply.h"

namespace mailtown::smtp {

struct ServerFeatures {
  bool pipelining = false;                  // RFC 2920
  bool eight_bit = false;                   // RFC 6152
  bool size = false;                        // RFC 1870
  bool starttls = false;                    // RFC 3207
  std::uint64_t bytes_max = 0;              // of a message; 0: no stated limit
  std::vector<sasl::Mechanism> mechanisms;  // those that we know, in the server's order

  bool offers(sasl::Mechanism mechanism) const;
};

// Keywords in any case; unknown ones are passed over.
ServerFeatures parse_features(const Reply& ehlo_reply);

}  // namespace mailtown::smtp
