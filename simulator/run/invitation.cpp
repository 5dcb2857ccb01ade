#include "simulator/run/loopback.h"

namespace mailtown::run {
namespace {

using scenario::Domain;
using scenario::Plan;
using scenario::PlannedMachine;
using scenario::Scenario;

const PlannedMachine* machine_with(const Plan& plan, const std::string& domain,
                                   std::initializer_list<std::string_view> roles) {
  for (const PlannedMachine& machine : plan.machines)
    if (machine.domain == domain &&
        std::all_of(roles.begin(), roles.end(), [&](auto role) { return machine.has(role); }))
      return &machine;
  return nullptr;
}

std::vector<const Domain*> domains_with_users(const Scenario& scenario) {
  std::vector<const Domain*> domains;
  for (const Domain& domain : scenario.domains)
    if (!domain.users.empty()) domains.push_back(&domain);
  return domains;
}

}  // namespace

std::string invitation(const Scenario& scenario, const Plan& plan, const reader::Catalogue& words) {
  const auto domains = domains_with_users(scenario);
  if (domains.empty()) return {};
  const Domain& from = *domains.front();
  const Domain& to = *domains.back();
  const scenario::User& sender = from.users.front();
  const scenario::User& recipient = to.users.back();
  const scenario::Ports& ports = plan.ground.ports;
  const auto address = [&](const Domain& domain, std::initializer_list<std::string_view> roles) {
    const PlannedMachine* machine = machine_with(plan, domain.name, roles);
    return machine ? machine->address.to_string() : std::string();
  };
  std::string text = "\n" + words.ui("stay.running") + "\n\n";
  text += words.ui("stay.send") + "\n";
  text += fmt::format(
      "  swaks --server {} --port {} --auth PLAIN --auth-user {} --auth-password '{}' "
      "--from {} --to {} --header 'Subject: Hello' --body 'Hello!'\n",
      address(from, {"mta", "mda"}), ports.submission, sender.login, sender.password, sender.login,
      recipient.login);
  text += words.ui("stay.fetch") + "\n";
  text += fmt::format("  curl --silent --show-error --user '{}:{}' pop3://{}:{}/1\n",
                      recipient.login, recipient.password, address(to, {"mta", "mda"}), ports.pop3);
  text += words.ui("stay.ask") + "\n";
  text += fmt::format("  dig @{} -p {} {} MX\n", address(from, {"resolver"}), ports.dns, to.name);
  return text + "\n" + words.ui("stay.end") + "\n";
}

}  // namespace mailtown::run
