#include <algorithm>
#include <map>
#include <set>

#include "simulator/scenario/config_table.h"
#include "simulator/scenario/names.h"
#include "simulator/scenario/parse.h"
#include "simulator/scenario/reading.h"

namespace mailtown::scenario {
namespace {

struct Names {
  std::vector<std::string> machines, users, domains;
  std::set<std::string> machine_set, user_set, domain_set, pc_set;
};

Names names_of(const Scenario& scenario) {
  Names names;
  for (const Domain& domain : scenario.domains) {
    names.domains.push_back(domain.name);
    bool has_resolver = false;
    for (const Machine& machine : domain.machines) {
      names.machines.push_back(machine.name);
      has_resolver = has_resolver || machine.has("resolver");
    }
    if (!has_resolver) names.machines.push_back("resolver." + domain.name);
    for (const User& user : domain.users) {
      names.users.push_back(user.login);
      names.pc_set.insert(pc_name(user.login));
    }
  }
  names.machine_set = {names.machines.begin(), names.machines.end()};
  names.user_set = {names.users.begin(), names.users.end()};
  names.domain_set = {names.domains.begin(), names.domains.end()};
  return names;
}

// The root's machines and the users' own are not in the file, but may be spoken of.
bool is_made_by_plan(const std::string& machine, const Names& names) {
  if (machine.rfind("a.", 0) == 0 && machine.find("-servers.test") != std::string::npos)
    return true;
  return names.pc_set.count(machine) > 0;
}

void check_mention(Reading& reading, const Mention& mention, const Names& names) {
  switch (mention.of) {
    case Mention::Of::machine:
      if (!names.machine_set.count(mention.name) && !is_made_by_plan(mention.name, names))
        reading.problem(mention, "no machine is called '" + mention.name + "'" +
                                     did_you_mean(mention.name, names.machines) +
                                     " Machines: " + enumerate(names.machines));
      break;
    case Mention::Of::user:
      if (!names.user_set.count(mention.name))
        reading.problem(mention, "no user has the login '" + mention.name + "'" +
                                     did_you_mean(mention.name, names.users) +
                                     " Users: " + enumerate(names.users));
      break;
    case Mention::Of::address:
      if (const std::string domain(domain_of(mention.name)); !names.domain_set.count(domain))
        reading.problem(mention, "the address '" + mention.name + "' is at an unknown domain '" +
                                     domain + "'" + did_you_mean(domain, names.domains) +
                                     " Domains: " + enumerate(names.domains));
      break;
  }
}

void check_domain(Reading& reading, const Domain& domain) {
  const auto nobody_is = [&](std::string_view role) {
    return std::none_of(domain.machines.begin(), domain.machines.end(),
                        [&](const Machine& machine) { return machine.has(role); });
  };
  if (nobody_is("nameserver"))
    reading.problem(domain.line, "domain '" + domain.name +
                                     "' has no nameserver, so nobody would know its names; add "
                                     "ns1 = [\"nameserver\"] to its machines");
  if (!domain.users.empty() && (nobody_is("mta") || nobody_is("mda")))
    reading.problem(domain.line, "domain '" + domain.name +
                                     "' has users, so it needs a machine with the roles "
                                     "\"mta\" and \"mda\"");
  for (const Machine& machine : domain.machines)
    if (machine.has("mda") && !machine.has("mta"))
      reading.problem(machine.line, "'" + machine.name +
                                        "' is an mda without an mta beside it: no letter would "
                                        "ever be filed on its disk; give it the role \"mta\" too");
}

void check_unique(Reading& reading, const Scenario& scenario) {
  std::map<std::string, int> machine_lines;
  std::map<IpAddress, std::string> addresses;
  for (const Domain& domain : scenario.domains) {
    for (const Machine& machine : domain.machines) {
      const auto [there, fresh] = machine_lines.emplace(machine.name, machine.line);
      if (!fresh)
        reading.problem(machine.line, "the machine '" + machine.name +
                                          "' is there already, in line " +
                                          std::to_string(there->second));
      if (machine.name.rfind("pc-", 0) == 0)
        reading.problem(
            machine.line,
            "'" + machine.name + "': names that begin with pc- are the users' own machines");
      if (!machine.address) continue;
      const auto [taken, free] = addresses.emplace(*machine.address, machine.name);
      if (!free)
        reading.problem(machine.line, "the address " + machine.address->to_string() +
                                          " belongs to '" + taken->second + "' already");
    }
  }
}

void check_programs(Reading& reading, const Scenario& scenario) {
  const auto check = [&](const std::string& machine, const std::string& program) {
    const Machine* found = scenario.find_machine(machine);
    if (!found || found->has(program)) return;
    reading.problem(found->line, "[[do]] speaks of the program '" + program + "' on '" + machine +
                                     "', which has only " + enumerate(found->roles));
  };
  for (const Action& action : scenario.actions) {
    if (const auto* end = std::get_if<ProgramEnd>(&action.what)) check(end->machine, end->program);
    if (const auto* restart = std::get_if<ProgramRestart>(&action.what))
      check(restart->machine, restart->program);
  }
}

void check_crashes(Reading& reading, const Scenario& scenario) {
  for (const Fault& fault : scenario.faults) {
    const auto* crash = std::get_if<Crash>(&fault.what);
    if (!crash) continue;
    const int triggers = int{crash->at.has_value()} + int{!crash->after_reply_to.empty()} +
                         int{!crash->after_sync.empty()};
    if (triggers != 1)
      reading.problem(fault.line,
                      "a crash needs exactly one of at, after_reply_to and after_sync; this has " +
                          (triggers == 0 ? std::string("none") : std::to_string(triggers)));
    if (crash->restart && crash->restart_after)
      reading.problem(fault.line, "a crash has 'restart' or 'restart_after', not both");
  }
}

void check_beats(Reading& reading, const Scenario& scenario) {
  std::map<std::string, int> lines;
  for (const Beat& beat : scenario.beats) {
    const auto [there, fresh] = lines.emplace(beat.name, beat.line);
    if (!fresh)
      reading.problem(beat.line, "the beat '" + beat.name + "' is there already, in line " +
                                     std::to_string(there->second));
  }
}

}  // namespace

void check_whole(Reading& reading, const Scenario& scenario) {
  const Names names = names_of(scenario);
  for (const Mention& mention : reading.mentions) check_mention(reading, mention, names);
  std::size_t config = 0;
  for (const Domain& domain : scenario.domains) {
    check_domain(reading, domain);
    for (const Machine& machine : domain.machines)
      if (machine.config) check_config(reading, domain, machine, *reading.configs[config++]);
  }
  check_unique(reading, scenario);
  check_programs(reading, scenario);
  check_crashes(reading, scenario);
  check_beats(reading, scenario);
}

}  // namespace mailtown::scenario
