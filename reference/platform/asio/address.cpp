#include "platform/asio/address.h"

namespace mailtown::real {

namespace ip = boost::asio::ip;

ip::address to_asio(const IpAddress& address) {
  if (address.is_v6()) return ip::address_v6(address.v6_bytes());
  return ip::address_v4(address.v4_bytes());
}

IpAddress from_asio(const ip::address& address) {
  if (address.is_v6()) return IpAddress::v6(address.to_v6().to_bytes());
  return IpAddress::v4(address.to_v4().to_bytes());
}

ip::tcp::endpoint to_tcp(const Endpoint& endpoint) {
  return {to_asio(endpoint.address), endpoint.port};
}

ip::udp::endpoint to_udp(const Endpoint& endpoint) {
  return {to_asio(endpoint.address), endpoint.port};
}

}  // namespace mailtown::real
