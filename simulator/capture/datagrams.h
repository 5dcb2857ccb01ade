// The datagrams of a trace: DNS over UDP.
#pragma once

#include <vector>

#include "simulator/capture/packet.h"
#include "simulator/reader/reading.h"

namespace mailtown::capture {

// Each once, in the order in which they were sent. Of one that only its receiver recorded, that is
// when it arrived.
std::vector<Packet> datagrams_of(const reader::Reading& reading);

}  // namespace mailtown::capture
