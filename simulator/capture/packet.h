// One packet of a capture, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/endpoint.h"
#include "simulator/reader/joined.h"

namespace mailtown::capture {

// RFC 9293 §3.1
enum TcpFlag : std::uint8_t { fin = 0x01, syn = 0x02, rst = 0x04, psh = 0x08, ack = 0x10 };

struct TcpFields {
  std::uint32_t sequence = 0, acknowledgement = 0;
  std::uint8_t flags = 0;
};

struct Packet {
  std::int64_t time_us = 0;  // since the trace's start, when the sender sent it
  reader::Step order = 0;    // of packets of the same time: that of the step that made it
  Endpoint from, to;
  std::optional<TcpFields> tcp;  // none: UDP
  std::string payload;
  std::vector<reader::Step> steps;  // what of the trace it carries
};

// What fits behind the headers of one Ethernet frame (RFC 9293 §3.7.1).
inline std::size_t segment_bytes_max(const IpAddress& address) {
  constexpr std::size_t mtu = 1500, ip4 = 20, ip6 = 40, tcp = 20;
  return mtu - tcp - (address.is_v6() ? ip6 : ip4);
}

}  // namespace mailtown::capture
