// A letter in the queue: its envelope and what has become of it. The text is in QueueStore.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "address/address.h"
#include "platform/clock.h"

namespace mailtown::queue {

struct Recipient {
  Address address;
  bool done = false;  // delivered, bounced or removed: never to be tried again
};

struct Letter {
  std::string id;  // the queue id
  Address sender;  // the null sender for a bounce
  std::vector<Recipient> recipients;
  WallTime arrived;
  bool eight_bit = false;  // BODY=8BITMIME (RFC 6152)
  bool tried = false;      // by this or an earlier run: a mailbox may have it already
  bool held = false;       // the operator wants it to wait
  bool warned = false;     // its sender knows that it is late

  bool finished() const {
    return std::all_of(recipients.begin(), recipients.end(),
                       [](const Recipient& recipient) { return recipient.done; });
  }
};

}  // namespace mailtown::queue
