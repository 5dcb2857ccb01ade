#include "simulator/run/loopback_limits.h"

#include <algorithm>

namespace mailtown::run {
namespace {

using scenario::Fault;
using scenario::RefuseConnections;

bool lasts_all_the_time(Duration from, Duration until) {
  return from == Duration() && until == Duration::max();
}

// Whether a fault needs a world whose time, packets or power one can command.
bool needs_simulation(const Fault& fault) {
  if (const auto* refuse = std::get_if<RefuseConnections>(&fault.what))
    return !lasts_all_the_time(refuse->from, refuse->until);
  if (const auto* failure = std::get_if<scenario::ServerFailure>(&fault.what))
    return !lasts_all_the_time(failure->from, failure->until);
  if (const auto* stripper = std::get_if<scenario::StripStartTls>(&fault.what))
    return !lasts_all_the_time(stripper->from, stripper->until);
  return !std::holds_alternative<scenario::ReplyInstead>(fault.what) &&
         !std::holds_alternative<scenario::SlowGreeting>(fault.what) &&
         !std::holds_alternative<scenario::DropInData>(fault.what);
}

}  // namespace

std::string why_not_on_loopback(const scenario::Scenario& scenario) {
  if (!scenario.simulated_only.empty())
    return "it is for the simulated world only (" + scenario.simulated_only + ")";
  if (std::any_of(scenario.faults.begin(), scenario.faults.end(), needs_simulation))
    return "it has faults, which only the simulated world can make";
  const auto commands_the_world = [](const scenario::Action& action) {
    return std::holds_alternative<scenario::LinkChange>(action.what) ||
           std::holds_alternative<scenario::SwitchOn>(action.what);
  };
  if (std::any_of(scenario.actions.begin(), scenario.actions.end(), commands_the_world))
    return "its network or its power changes, which only the simulated world can do";
  const auto lossy = [](const scenario::Link& link) { return link.loss > 0; };
  if (std::any_of(scenario.links.begin(), scenario.links.end(), lossy))
    return "its network loses packets, which only the simulated world can do";
  return {};
}

void strike_refused(const scenario::Scenario& scenario, scenario::Plan& plan) {
  const scenario::Ports usual;
  for (const Fault& fault : scenario.faults) {
    const auto* refuse = std::get_if<RefuseConnections>(&fault.what);
    if (!refuse) continue;
    for (scenario::PlannedMachine& machine : plan.machines) {
      if (machine.name != fault.at) continue;
      config::Listen& listen = machine.config.listen;
      const auto strike = [&](std::uint16_t port, std::vector<Endpoint>& endpoints) {
        if (refuse->port == 0 || refuse->port == port) endpoints.clear();
      };
      strike(usual.smtp, listen.smtp);
      strike(usual.submission, listen.submission);
      strike(usual.pop3, listen.pop3);
      strike(usual.imap, listen.imap);
    }
  }
}

}  // namespace mailtown::run
