#include "simulator/scenario/machine_config.h"

#include "simulator/scenario/user_file.h"

namespace mailtown::scenario {
namespace {

// The networks of 256 addresses that a domain's machines are in.
std::vector<IpNetwork> networks_of(const std::string& domain, const Plan& plan) {
  std::vector<IpNetwork> networks;
  for (const PlannedMachine& machine : plan.machines) {
    if (machine.domain != domain) continue;
    const auto bytes = machine.address.v4_bytes();
    const IpNetwork network{IpAddress::v4({bytes[0], bytes[1], bytes[2], 0}), 24};
    if (std::find(networks.begin(), networks.end(), network) == networks.end())
      networks.push_back(network);
  }
  return networks;
}

std::vector<Endpoint> resolvers_of(const std::string& domain, const Plan& plan) {
  std::vector<Endpoint> resolvers;
  for (const PlannedMachine& machine : plan.machines)
    if (machine.domain == domain && machine.has("resolver"))
      resolvers.push_back({machine.address, plan.ground.ports.dns});
  return resolvers;
}

void configure_mail(PlannedMachine& machine, const Domain& domain, const Ports& ports) {
  config::Config& config = machine.config;
  // Where nobody has a certificate, TLS is no matter, and passwords travel as they are.
  config.allow_passwords_in_clear = !machine.certificate;
  config.tls = machine.tls;
  if (machine.tls.trust.empty()) config.delivery.tls = TlsUse::none;
  config.local_domains = {domain.name};
  config.users = user_file;
  config.delivery.port = ports.smtp;
  config.delivery.source_address = machine.address;
  config.delivery.ipv6 = false;  // the plan has no IPv6 addresses
  if (machine.has("mta")) {
    config.listen.smtp = {{machine.address, ports.smtp}};
    config.listen.submission = {{machine.address, ports.submission}};
  }
  if (machine.has("mda")) {
    config.listen.pop3 = {{machine.address, ports.pop3}};
    config.listen.imap = {{machine.address, ports.imap}};
  }
}

void configure_dns(PlannedMachine& machine, const Plan& plan) {
  config::Nameserver& nameserver = machine.config.nameserver;
  const std::uint16_t port = plan.ground.ports.dns;
  machine.config.listen.dns = {{machine.address, port}};
  nameserver.port = port;
  nameserver.source_address = machine.address;
  if (!machine.has("resolver")) return;
  nameserver.recursion_for = networks_of(machine.domain, plan);
  // On loopback the kernel chooses 127.0.0.1 for clients that do not bind, such as dig.
  if (plan.ground.loopback) nameserver.recursion_for.push_back({IpAddress::v4({127, 0, 0, 1}), 32});
  nameserver.root_hints = {{plan.machines.front().address, port}};
}

}  // namespace

void configure(PlannedMachine& machine, const Scenario& scenario, const Plan& plan) {
  machine.config.hostname = machine.name;
  if (!machine.domain.empty()) machine.config.dns_servers = resolvers_of(machine.domain, plan);
  const Domain* domain = scenario.find_domain(machine.domain);
  if (domain && (machine.has("mta") || machine.has("mda")))
    configure_mail(machine, *domain, plan.ground.ports);
  if (machine.has("lenient"))
    machine.config.listen.smtp = {{machine.address, plan.ground.ports.smtp}};
  if (machine.has("nameserver") || machine.has("resolver")) configure_dns(machine, plan);
}

}  // namespace mailtown::scenario
