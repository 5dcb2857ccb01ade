// The name of a message's file in a Maildir.
#pragma once

#include <string>
#include <string_view>

#include "platform/clock.h"

namespace mailtown::mailbox {

// "1717236000.3M8kVd2TzWxR1b2c3d4e5f60718.mx1.example.org": when the letter was accepted, its queue
// id and recipient, and the host that files it. Made from what the queue knows of the letter, so
// that filing it again after a crash meets the same name and not a second copy. Names sort by time.
//
// Departure from the Maildir custom of process ids and counters, which make each try's name new.
std::string unique_name(WallTime accepted, std::string_view queue_id, std::string_view recipient,
                        std::string_view hostname);

}  // namespace mailtown::mailbox
