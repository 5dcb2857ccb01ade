// Endpoints as Asio writes them, and back.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include "platform/endpoint.h"

namespace mailtown::real {

boost::asio::ip::address to_asio(const IpAddress& address);
IpAddress from_asio(const boost::asio::ip::address& address);

boost::asio::ip::tcp::endpoint to_tcp(const Endpoint& endpoint);
boost::asio::ip::udp::endpoint to_udp(const Endpoint& endpoint);

template <class AsioEndpoint>
Endpoint from_asio_endpoint(const AsioEndpoint& endpoint) {
  return {from_asio(endpoint.address()), endpoint.port()};
}

}  // namespace mailtown::real
