#include "simulator/scenario/address_plan.h"

namespace mailtown::scenario {
namespace {

using Prefix = std::array<std::uint8_t, 3>;

IpAddress address_in(const Prefix& prefix, int host) {
  return IpAddress::v4({prefix[0], prefix[1], prefix[2], static_cast<std::uint8_t>(host)});
}

// The networks in the order in which domains get them.
Prefix domain_network(std::size_t number) {
  if (number == 0) return {192, 0, 2};
  if (number == 1) return {198, 51, 100};
  const std::size_t further = number - 1;
  return {10, static_cast<std::uint8_t>(further / 256), static_cast<std::uint8_t>(further % 256)};
}

}  // namespace

Prefix prefix_of(const IpAddress& address) {
  const auto bytes = address.v4_bytes();
  return {bytes[0], bytes[1], bytes[2]};
}

std::string reverse_zone(const Prefix& prefix) {
  return std::to_string(prefix[2]) + "." + std::to_string(prefix[1]) + "." +
         std::to_string(prefix[0]) + ".in-addr.arpa";
}

std::size_t AddressPlan::open_network(const std::string& owner) {
  Prefix prefix = {203, 0, 113};
  if (!owner.empty() || index_.count(prefix)) do {
      prefix = domain_network(domain_networks_++);
    } while (index_.count(prefix));
  networks_.push_back({prefix, owner});
  index_[prefix] = networks_.size() - 1;
  return networks_.size() - 1;
}

IpAddress AddressPlan::next(const std::string& owner, int first, int end) {
  const auto open = [&] {
    const std::size_t network = open_network(owner);
    first_network_.emplace(owner, network);
    return network;
  };
  auto place = places_.find({owner, first});
  if (place == places_.end()) {
    const auto known = first_network_.find(owner);
    const std::size_t network = known != first_network_.end() ? known->second : open();
    place = places_.emplace(std::pair(owner, first), Place{network, first}).first;
  }
  for (;;) {
    if (place->second.next == end) place->second = {open_network(owner), first};
    const IpAddress address =
        address_in(networks_[place->second.network].prefix, place->second.next++);
    if (!taken_.count(address)) return address;
  }
}

void AddressPlan::adopt(const std::string& owner, const IpAddress& address) {
  const Prefix prefix = prefix_of(address);
  if (index_.count(prefix)) return;
  networks_.push_back({prefix, owner});
  index_[prefix] = networks_.size() - 1;
  first_network_.emplace(owner, networks_.size() - 1);
}

IpAddress AddressPlan::on_loopback(const IpAddress& address) const {
  const std::size_t number = index_.at(prefix_of(address));
  return IpAddress::v4({127, static_cast<std::uint8_t>(10 + number / 256),
                        static_cast<std::uint8_t>(number % 256), address.v4_bytes()[3]});
}

}  // namespace mailtown::scenario
