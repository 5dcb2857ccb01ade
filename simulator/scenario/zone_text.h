// The master files of a plan: root, top level, reverse, and each domain's own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulator/scenario/address_plan.h"
#include "simulator/scenario/plan.h"

namespace mailtown::scenario {

// A zone that is delegated: who answers for it. Glue is given where the server's name lies below
// the delegating zone.
struct Delegation {
  std::string zone;                  // without final dot
  std::vector<std::string> servers;  // machine names
};

// Writes zones; knows every machine's address.
class ZoneWriter {
 public:
  explicit ZoneWriter(const std::vector<PlannedMachine>& machines);

  // A zone without hosts of its own but for `hosts`: root (zone ""), top level, in-addr.arpa.
  std::string registry(const std::string& zone, const std::string& server,
                       const std::vector<Delegation>& delegations,
                       const std::vector<std::string>& hosts = {}) const;
  // A domain's zone: its machines, mail exchangers, the scenario's own lines, child domains.
  std::string domain(const Domain& domain, const Delegation& itself,
                     const std::vector<Delegation>& children) const;
  // The PTR records of one network of 256 addresses.
  std::string reverse(const AddressPlan::Network& network,
                      const std::array<std::uint8_t, 3>& prefix, const Delegation& itself) const;

 private:
  std::string opening(const Delegation& zone, std::uint32_t ttl_seconds) const;
  std::string delegation_lines(const std::string& zone,
                               const std::vector<Delegation>& delegations) const;
  std::string address_line(const std::string& machine) const;

  std::map<std::string, IpAddress> addresses_;
  std::map<std::string, std::vector<const PlannedMachine*>> by_domain_;
  std::map<std::array<std::uint8_t, 3>, std::vector<const PlannedMachine*>> by_network_;
};

}  // namespace mailtown::scenario
