// A run as a capture of its packets, for Wireshark and its kin.
//
// The trace knows lines, messages and datagrams, no packets; what lies below is made up around them
// as real hosts would do it (see tcp_exchange.h), so that the capture dissects without a warning
// but those that the run deserves: a connection that was reset, a segment that got lost. Every
// packet stands there once, at the time when its sender sent it, on the interface of that machine;
// what the network lost is there too, as a capture at the sender shows it. Host names are in the
// file, and decisions are comments of the packets that they led to. Same trace, same bytes.
#pragma once

#include <string>

#include "simulator/reader/narrator.h"
#include "simulator/reader/telling.h"

namespace mailtown::capture {

// A file in the format pcapng.
std::string pcapng(const reader::Reading& reading, const reader::Telling& telling,
                   const reader::Catalogue& catalogue);

}  // namespace mailtown::capture
