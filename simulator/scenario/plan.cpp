#include "simulator/scenario/plan.h"

#include <algorithm>
#include <set>

#include "dns/zone_file.h"
#include "simulator/scenario/address_plan.h"
#include "simulator/scenario/config_table.h"
#include "simulator/scenario/machine_config.h"
#include "simulator/scenario/names.h"
#include "simulator/scenario/user_file.h"
#include "simulator/scenario/zone_text.h"

namespace mailtown::scenario {
namespace {

constexpr const char* root_server = "a.root-servers.test";
constexpr const char* reverse_server = "a.in-addr-servers.test";

std::string top_level_server(const std::string& top_level) {
  return "a." + top_level + "-servers.test";
}

std::string top_level_of(const std::string& domain) {
  return domain.substr(domain.rfind('.') + 1);
}

// Makes a plan step by step: machines, their addresses, zones, configurations.
class Planner {
 public:
  Planner(const Scenario& scenario, const Ground& ground)
      : scenario_(scenario), addresses_(taken(scenario)) {
    plan_.ground = ground;
  }

  Result<Plan> make() {
    add_root_machines();
    for (const Domain& domain : scenario_.domains) add_domain(domain);
    if (plan_.ground.loopback)
      for (PlannedMachine& machine : plan_.machines)
        machine.address = addresses_.on_loopback(machine.address);
    for (std::size_t i = 0; i < plan_.machines.size(); ++i) index_[plan_.machines[i].name] = i;
    write_zones();
    for (PlannedMachine& machine : plan_.machines) configure(machine, scenario_, plan_);
    lay_over_configurations();
    write_user_files();
    plan_users();
    foresee_changes();
    if (!errors_.empty()) return Failure{FailureKind::invalid, errors_};
    return std::move(plan_);
  }

 private:
  static std::set<IpAddress> taken(const Scenario& scenario) {
    std::set<IpAddress> addresses;
    for (const Domain& domain : scenario.domains)
      for (const Machine& machine : domain.machines)
        if (machine.address) addresses.insert(*machine.address);
    return addresses;
  }

  void add(std::string name, std::string domain, IpAddress address,
           std::vector<std::string> roles) {
    PlannedMachine machine;
    machine.name = std::move(name);
    machine.domain = std::move(domain);
    machine.address = address;
    machine.roles = std::move(roles);
    const Machine* in_file = scenario_.find_machine(machine.name);
    machine.ptr = in_file && in_file->ptr ? *in_file->ptr : machine.name;
    if (in_file) machine.certificate = in_file->certificate;
    if (scenario_.has_certificates()) machine.tls.trust = "tls/trust.pem";
    if (machine.certificate) {
      machine.tls.certificate = "tls/certificate.pem";
      machine.tls.key = "tls/key.pem";
    }
    plan_.machines.push_back(std::move(machine));
  }

  void add_root_machines() {
    top_levels_ = {"test"};  // where the names of the root's machines themselves lie
    for (const Domain& domain : scenario_.domains) top_levels_.insert(top_level_of(domain.name));
    add(root_server, "", addresses_.next_server(""), {"nameserver"});
    for (const std::string& top_level : top_levels_)
      add(top_level_server(top_level), "", addresses_.next_server(""), {"nameserver"});
    add(reverse_server, "", addresses_.next_server(""), {"nameserver"});
  }

  void add_domain(const Domain& domain) {
    bool has_resolver = false;
    for (const Machine& machine : domain.machines) {
      if (machine.address) addresses_.adopt(domain.name, *machine.address);
      has_resolver = has_resolver || machine.has("resolver");
    }
    for (const Machine& machine : domain.machines) {
      const IpAddress address =
          machine.address ? *machine.address : addresses_.next_server(domain.name);
      add(machine.name, domain.name, address, roles_of(machine));
    }
    if (!has_resolver)
      add("resolver." + domain.name, domain.name, addresses_.next_server(domain.name),
          {"resolver"});
    for (const User& user : domain.users)
      if (acts(user.login))
        add(pc_name(user.login), domain.name, addresses_.next_pc(domain.name), {"user"});
  }

  // A machine at which somebody speaks has a user.
  std::vector<std::string> roles_of(const Machine& machine) const {
    std::vector<std::string> roles = machine.roles;
    roles.erase(std::remove(roles.begin(), roles.end(), "client"), roles.end());
    const auto speaks = [&](const Action& action) {
      const auto* speak = std::get_if<Speak>(&action.what);
      return speak && speak->from == machine.name;
    };
    if (std::any_of(scenario_.actions.begin(), scenario_.actions.end(), speaks))
      roles.push_back("user");
    return roles;
  }

  bool acts(const std::string& login) {
    if (!actors_known_) {
      for (const Action& action : scenario_.actions) {
        if (const auto* send = std::get_if<Send>(&action.what)) actors_.insert(send->from);
        if (const auto* program = mail_program_of(action)) actors_.insert(program->user);
      }
      actors_known_ = true;
    }
    return actors_.count(login) > 0;
  }

  void foresee_changes() {
    for (const Action& action : scenario_.actions) {
      const auto* change = std::get_if<Change>(&action.what);
      if (!change || !change->whole) continue;
      const auto later = make_plan(*change->whole, plan_.ground);
      if (later)
        plan_.later.push_back(std::make_shared<Plan>(*later));
      else
        errors_ += (errors_.empty() ? "" : "\n") + later.error().detail;
    }
  }

  // --- the file's own configuration ---

  IpAddress placed(const IpAddress& address) const {
    if (!plan_.ground.loopback || address.is_v6() || !addresses_.knows(address)) return address;
    return addresses_.on_loopback(address);
  }

  void lay_over_configurations() {
    const Ports usual, here = plan_.ground.ports;
    const Places places{[this](const IpAddress& address) { return placed(address); },
                        [usual, here](std::uint16_t port) {
                          return port == usual.smtp         ? here.smtp
                                 : port == usual.submission ? here.submission
                                 : port == usual.pop3       ? here.pop3
                                 : port == usual.imap       ? here.imap
                                 : port == usual.dns        ? here.dns
                                                            : port;
                        }};
    for (PlannedMachine& machine : plan_.machines) {
      const Machine* in_file = scenario_.find_machine(machine.name);
      if (!in_file || !in_file->config) continue;
      machine.own = in_file->config;
      auto whole = lay_over(*in_file->config, places, machine.config);
      if (whole)
        machine.config = std::move(*whole);
      else
        errors_ += (errors_.empty() ? "" : "\n") + machine.name + ": " + whole.error().detail;
    }
  }

  // --- zones ---

  Delegation delegation_of(const Domain& domain) const {
    Delegation delegation{domain.name, {}};
    for (const Machine& machine : domain.machines)
      if (machine.has("nameserver")) delegation.servers.push_back(machine.name);
    return delegation;
  }

  // The domain or top level that delegates a domain.
  std::string parent_of(const std::string& name) const {
    for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
      const std::string above = name.substr(dot + 1);
      if (domain_names_.count(above) || above.find('.') == std::string::npos) return above;
    }
    return {};
  }

  void put_zone(const std::string& zone, const std::vector<std::string>& servers,
                const std::string& text) {
    const std::string path = "zones/" + (zone.empty() ? std::string("root") : zone) + ".zone";
    for (const std::string& server : servers) {
      PlannedMachine& machine = plan_.machines[index_.at(server)];
      machine.files.push_back({path, text});
      machine.config.nameserver.zones.push_back(path);
    }
  }

  void write_zones() {
    for (const Domain& domain : scenario_.domains) domain_names_.insert(domain.name);
    std::map<std::string, std::vector<Delegation>> children;
    for (const Domain& domain : scenario_.domains)
      children[parent_of(domain.name)].push_back(delegation_of(domain));
    const ZoneWriter writer(plan_.machines);
    write_registries(writer, children);
    for (const Domain& domain : scenario_.domains) {
      const Delegation itself = delegation_of(domain);
      const std::string text = writer.domain(with_mx(domain), itself, children[domain.name]);
      for (const std::string& error : dns::load_zone(text, "zone of " + domain.name).errors)
        errors_ += (errors_.empty() ? "" : "\n") + error;
      put_zone(domain.name, itself.servers, text);
    }
    write_reverse(writer);
  }

  void write_registries(const ZoneWriter& writer,
                        std::map<std::string, std::vector<Delegation>>& children) {
    std::vector<Delegation> below_root{{"in-addr.arpa", {reverse_server}}};
    std::vector<std::string> servers{root_server, reverse_server};
    for (const std::string& top_level : top_levels_) {
      below_root.push_back({top_level, {top_level_server(top_level)}});
      servers.push_back(top_level_server(top_level));
    }
    put_zone("", {root_server}, writer.registry("", root_server, below_root, {root_server}));
    for (const std::string& top_level : top_levels_) {
      const std::string server = top_level_server(top_level);
      const bool holds_servers = top_level == "test";
      put_zone(top_level, {server},
               writer.registry(top_level, server, children[top_level],
                               holds_servers ? servers : std::vector<std::string>()));
    }
  }

  // A domain as it stands in its zone: without `mx` in the scenario, every mta is named.
  static Domain with_mx(Domain domain) {
    if (domain.mx) return domain;
    domain.mx.emplace();
    for (const Machine& machine : domain.machines)
      if (machine.has("mta")) domain.mx->push_back({machine.name, 10});
    return domain;
  }

  void write_reverse(const ZoneWriter& writer) {
    std::vector<Delegation> delegations;
    for (const AddressPlan::Network& network : addresses_.networks()) {
      auto prefix = network.prefix;
      if (plan_.ground.loopback)
        prefix =
            prefix_of(addresses_.on_loopback(IpAddress::v4({prefix[0], prefix[1], prefix[2], 1})));
      Delegation itself{reverse_zone(prefix), {reverse_server}};
      if (const Domain* owner = scenario_.find_domain(network.owner))
        itself.servers = delegation_of(*owner).servers;
      put_zone(itself.zone, itself.servers, writer.reverse(network, prefix, itself));
      delegations.push_back(std::move(itself));
    }
    put_zone("in-addr.arpa", {reverse_server},
             writer.registry("in-addr.arpa", reverse_server, delegations));
  }

  // --- users ---

  void write_user_files() {
    for (PlannedMachine& machine : plan_.machines) {
      const Domain* domain = scenario_.find_domain(machine.domain);
      if (!domain || machine.config.users.empty()) continue;
      const Machine* in_file = scenario_.find_machine(machine.name);
      const auto table = user_table(*domain, in_file, machine.config);
      machine.files.push_back({machine.config.users, users::print_users(table)});
      machine.users = users::without_secrets(table, machine.config);
    }
  }

  void plan_users() {
    for (const Domain& domain : scenario_.domains) {
      const Machine* mail = mail_host(domain);
      for (const User& user : domain.users) {
        const auto pc = index_.find(pc_name(user.login));
        if (pc == index_.end() || !mail) continue;
        plan_.users.push_back({user.login, user.password, pc->first, mail->name,
                               mail->certificate ? TlsUse::required : TlsUse::none,
                               plan_.machines[pc->second].config.dns_servers.front()});
      }
    }
  }

  static const Machine* mail_host(const Domain& domain) {
    for (const Machine& machine : domain.machines)
      if (machine.has("mta") && machine.has("mda")) return &machine;
    return nullptr;
  }

  const Scenario& scenario_;
  AddressPlan addresses_;
  Plan plan_;
  std::set<std::string> top_levels_, domain_names_, actors_;
  bool actors_known_ = false;
  std::map<std::string, std::size_t> index_;
  std::string errors_;
};

}  // namespace

std::vector<std::string> PlannedMachine::programs() const {
  std::vector<std::string> programs;
  for (const char* role : {"nameserver", "resolver", "mta", "mda", "lenient"})
    // One program answers for own names and resolves others'; it then goes by the first role.
    if (has(role) && !(std::string_view(role) == "resolver" && has("nameserver")))
      programs.emplace_back(role);
  return programs;
}

bool PlannedMachine::has(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

const PlannedMachine* Plan::find(std::string_view name) const {
  for (const PlannedMachine& machine : machines)
    if (machine.name == name) return &machine;
  return nullptr;
}

const PlannedUser* Plan::find_user(std::string_view login) const {
  for (const PlannedUser& user : users)
    if (user.login == login) return &user;
  return nullptr;
}

Result<Plan> make_plan(const Scenario& scenario, const Ground& ground) {
  return Planner(scenario, ground).make();
}

}  // namespace mailtown::scenario
