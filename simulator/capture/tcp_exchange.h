// The packets of a connection: handshake, segments, acknowledgements, end (RFC 9293).
//
// What the trace tells stands: times, order, bytes, losses, who ended it and how. What it leaves
// open is filled in as a plain TCP would do it: initial sequence numbers come from the ends' names;
// acknowledgements ride on data, or go alone after 40 ms, at once for every second segment, for one
// out of order and for a FIN (RFC 9293 §3.8.6.3); data goes out in segments of the largest size.
// Left out: congestion control, SACK, timestamps, keep-alives. Nothing that only acknowledges is
// ever lost.
#pragma once

#include <vector>

#include "simulator/capture/connection.h"
#include "simulator/capture/packet.h"

namespace mailtown::capture {

// In the order in which they were sent.
std::vector<Packet> packets_of(const Connection& connection);

}  // namespace mailtown::capture
