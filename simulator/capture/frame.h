// A packet as an Ethernet frame: Ethernet II, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293) or
// UDP (RFC 768), with right lengths and checksums.
//
// Left out: fragments (nothing that is sent here needs them), IP options, ECN, and the padding of
// short frames, which captures at the sender do not see either.
#pragma once

#include <array>
#include <string>

#include "simulator/capture/packet.h"

namespace mailtown::capture {

using MacAddress = std::array<std::uint8_t, 6>;

// The payload must fit into one packet: segment_bytes_max() for TCP, some 65000 bytes for UDP.
// `identification` numbers a host's IPv4 packets (RFC 6864).
std::string frame(const Packet& packet, const MacAddress& source, const MacAddress& destination,
                  std::uint16_t identification);

// A window of 65535 << window_shift bytes is announced (RFC 7323 §2.2): nothing that the simulator
// sends at once fills it.
inline constexpr std::uint8_t window_shift = 7;

}  // namespace mailtown::capture
