// Whom everything that counts takes for one client.
#pragma once

#include <algorithm>
#include <string>

#include "platform/endpoint.h"

namespace mailtown {

// The network of so many bits that an address is in: 192.0.2.7 and 24 give 192.0.2.0/24.
inline IpNetwork network_around(const IpAddress& member, int prefix_bits) {
  auto bytes = member.v6_bytes();  // of IPv4 the first four
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int kept = std::clamp(prefix_bits - static_cast<int>(8 * i), 0, 8);
    bytes[i] = static_cast<std::uint8_t>(bytes[i] & (0xff00 >> kept));
  }
  const auto first = member.is_v6() ? IpAddress::v6(bytes)
                                    : IpAddress::v4({bytes[0], bytes[1], bytes[2], bytes[3]});
  return {first, prefix_bits};
}

// For whom things are counted: the address itself; of IPv6 its /64, since whoever has one address
// of that has them all (RFC 6177 §2), and would be a new client with each connection.
inline std::string client_key(const IpAddress& client) {
  return client.is_v6() ? network_around(client, 64).to_string() : client.to_string();
}

}  // namespace mailtown
