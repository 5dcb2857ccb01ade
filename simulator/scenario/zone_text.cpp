#include "simulator/scenario/zone_text.h"

#include <algorithm>

namespace mailtown::scenario {
namespace {

constexpr std::uint32_t registry_ttl_seconds = 86400;

bool is_below(const std::string& name, const std::string& zone) {
  if (zone.empty() || name == zone) return true;
  return name.size() > zone.size() + 1 && name.ends_with(zone) &&
         name[name.size() - zone.size() - 1] == '.';
}

std::string absolute(const std::string& name) {
  return name + ".";
}

}  // namespace

ZoneWriter::ZoneWriter(const std::vector<PlannedMachine>& machines) {
  for (const PlannedMachine& machine : machines) {
    addresses_[machine.name] = machine.address;
    by_domain_[machine.domain].push_back(&machine);
    by_network_[prefix_of(machine.address)].push_back(&machine);
  }
}

std::string ZoneWriter::address_line(const std::string& machine) const {
  return fmt::format("{:<30} A      {}\n", absolute(machine), addresses_.at(machine).to_string());
}

// $TTL, SOA (RFC 1035 §3.3.13) and the zone's own NS records. The last number of the SOA is how
// long others may remember that something does not exist (RFC 2308 §4).
std::string ZoneWriter::opening(const Delegation& zone, std::uint32_t ttl_seconds) const {
  const std::string& server = zone.servers.front();
  const std::string owner = server.substr(server.find('.') + 1);
  std::string text = fmt::format("$TTL {}\n", ttl_seconds);
  text += fmt::format("{:<30} SOA    {} {} 1 7200 900 1209600 {}\n", absolute(zone.zone),
                      absolute(server), absolute("hostmaster." + owner),
                      std::min<std::uint32_t>(ttl_seconds, 300));
  for (const std::string& each : zone.servers)
    text += fmt::format("{:<30} NS     {}\n", absolute(zone.zone), absolute(each));
  return text;
}

std::string ZoneWriter::delegation_lines(const std::string& zone,
                                         const std::vector<Delegation>& delegations) const {
  std::string text;
  for (const Delegation& delegation : delegations) {
    for (const std::string& server : delegation.servers)
      text += fmt::format("{:<30} NS     {}\n", absolute(delegation.zone), absolute(server));
    for (const std::string& server : delegation.servers)
      if (is_below(server, zone)) text += address_line(server);
  }
  return text;
}

std::string ZoneWriter::registry(const std::string& zone, const std::string& server,
                                 const std::vector<Delegation>& delegations,
                                 const std::vector<std::string>& hosts) const {
  std::string text = opening({zone, {server}}, registry_ttl_seconds);
  for (const std::string& host : hosts) text += address_line(host);
  return text + delegation_lines(zone, delegations);
}

std::string ZoneWriter::domain(const Domain& domain, const Delegation& itself,
                               const std::vector<Delegation>& children) const {
  std::string text = opening(itself, domain.ttl_seconds);
  if (!domain.address_record.empty())
    text += fmt::format("{:<30} A      {}\n", absolute(domain.name),
                        addresses_.at(domain.address_record).to_string());
  for (const MailExchanger& mx : domain.mx.value_or(std::vector<MailExchanger>()))
    text += fmt::format("{:<30} MX     {} {}\n", absolute(domain.name), mx.preference,
                        absolute(mx.host));
  const auto machines = by_domain_.find(domain.name);
  if (machines != by_domain_.end())
    for (const PlannedMachine* machine : machines->second) text += address_line(machine->name);
  for (const Listed& listed : domain.blocklist) {
    const auto bytes = addresses_.at(listed.machine).v4_bytes();
    text += fmt::format("{:<30} A      {}\n",  // RFC 5782 §2.1
                        fmt::format("{}.{}.{}.{}.{}", bytes[3], bytes[2], bytes[1], bytes[0],
                                    absolute(domain.name)),
                        listed.answer);
  }
  text += delegation_lines(domain.name, children);
  if (!domain.records.empty()) text += "$ORIGIN " + absolute(domain.name) + "\n";
  for (const std::string& record : domain.records) text += record + "\n";
  return text;
}

std::string ZoneWriter::reverse(const AddressPlan::Network& network,
                                const std::array<std::uint8_t, 3>& prefix,
                                const Delegation& itself) const {
  std::string text = opening(itself, registry_ttl_seconds);
  text +=
      "; addresses of " + (network.owner.empty() ? "the root's machines" : network.owner) + "\n";
  const auto machines = by_network_.find(prefix);
  if (machines == by_network_.end()) return text;
  for (const PlannedMachine* machine : machines->second)
    if (!machine->ptr.empty())
      text +=
          fmt::format("{:<30} PTR    {}\n",
                      std::to_string(machine->address.v4_bytes()[3]) + "." + absolute(itself.zone),
                      absolute(machine->ptr));
  return text;
}

}  // namespace mailtown::scenario
