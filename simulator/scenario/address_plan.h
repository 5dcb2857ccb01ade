// Who gets which address, and who answers for its reverse name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "platform/endpoint.h"

namespace mailtown::scenario {

// The first three bytes: which network of 256 addresses it is in.
std::array<std::uint8_t, 3> prefix_of(const IpAddress& address);

// Networks of 256 addresses, each with an owner: a domain, or "" for the root's machines.
class AddressPlan {
 public:
  // `taken` are addresses that the scenario gives out itself.
  explicit AddressPlan(std::set<IpAddress> taken) : taken_(std::move(taken)) {}

  // The owner's next address for a server (counting from .1) or a user's machine (from .101).
  IpAddress next_server(const std::string& owner) { return next(owner, first_server, first_pc); }
  IpAddress next_pc(const std::string& owner) { return next(owner, first_pc, broadcast); }
  // Counts an address that the scenario gave to `owner`; its network becomes his if it is nobody's.
  void adopt(const std::string& owner, const IpAddress& address);

  struct Network {
    std::array<std::uint8_t, 3> prefix;
    std::string owner;
  };
  const std::vector<Network>& networks() const { return networks_; }

  // Whether the address lies in one of the networks.
  bool knows(const IpAddress& address) const { return index_.count(prefix_of(address)) > 0; }
  // The same machine's address in 127.0.0.0/8.
  IpAddress on_loopback(const IpAddress& address) const;

 private:
  static constexpr int first_server = 1, first_pc = 101, broadcast = 255;

  IpAddress next(const std::string& owner, int first, int end);
  std::size_t open_network(const std::string& owner);

  std::set<IpAddress> taken_;
  std::vector<Network> networks_;
  std::map<std::array<std::uint8_t, 3>, std::size_t> index_;
  // By owner and first number: the network in use and the next number in it.
  struct Place {
    std::size_t network;
    int next;
  };
  std::map<std::pair<std::string, int>, Place> places_;
  std::map<std::string, std::size_t> first_network_;
  std::size_t domain_networks_ = 0;
};

// "2.0.192.in-addr.arpa" for 192.0.2 (RFC 1035 §3.5).
std::string reverse_zone(const std::array<std::uint8_t, 3>& prefix);

}  // namespace mailtown::scenario
