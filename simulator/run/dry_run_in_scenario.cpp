#include <algorithm>

#include "simulator/run/dry_run.h"
#include "simulator/run/run.h"
#include "simulator/run/speak_program.h"
#include "simulator/scenario/plan.h"

namespace mailtown::run {
namespace {

constexpr const char* visitor = "visitor.test";

// The scenario as it is before anybody acts.
scenario::Scenario untouched(scenario::Scenario scenario) {
  scenario.actions.clear();
  return scenario;
}

std::uint32_t program_of(const trace::Trace& trace, const std::string& machine,
                         const std::string& role) {
  const auto& programs = trace.header.programs;
  const auto asked =
      std::find_if(programs.begin(), programs.end(), [&](const trace::ProgramInfo& program) {
        return program.machine == machine && program.role == role;
      });
  return static_cast<std::uint32_t>(asked - programs.begin());
}

// The machine that has the address, or a new one.
std::string machine_at(const IpAddress& address, scenario::Plan& plan) {
  for (const scenario::PlannedMachine& machine : plan.machines) {
    if (machine.address == address) return machine.name;
  }
  scenario::PlannedMachine machine;
  machine.name = visitor;
  machine.address = address;
  plan.machines.push_back(std::move(machine));
  return visitor;
}

}  // namespace

std::vector<std::string> lines_of(const Visit& visit) {
  const std::string literal =
      (visit.from.is_v6() ? "[IPv6:" : "[") + visit.from.to_string() + "]";  // RFC 5321 §4.1.3
  std::vector<std::string> lines = {"EHLO " + (visit.helo.empty() ? literal : visit.helo)};
  if (!visit.mail && visit.recipients.empty()) return lines;
  lines.push_back("MAIL FROM:<" + visit.sender + ">");
  for (const std::string& recipient : visit.recipients) {
    lines.push_back("RCPT TO:<" + recipient + ">");
  }
  if (!visit.recipients.empty()) lines.emplace_back("DATA");
  return lines;
}

Result<DryRun> dry_route(const scenario::Scenario& scenario, const std::string& machine,
                         const Address& address, Duration when) {
  const auto quiet = untouched(scenario);
  const auto plan = scenario::make_plan(quiet);
  if (!plan) return plan.error();
  Result<std::vector<Way>> ways = std::vector<Way>();
  const config::Config& config = plan->find(machine)->config;
  RunOptions options;
  options.guest = Guest{
      machine, "route",
      [&](Platform& platform) -> Task<> { ways = co_await find_ways(platform, config, address); },
      when};
  DryRun dry;
  dry.trace = run_simulated(quiet, *plan, options).trace;
  if (!ways) return ways.error();
  dry.ways = std::move(*ways);
  dry.program = program_of(dry.trace, machine, "route");
  return dry;
}

Result<DryRun> dry_session(const scenario::Scenario& scenario, const std::string& machine,
                           const Visit& visit, Duration when) {
  const auto quiet = untouched(scenario);
  auto plan = scenario::make_plan(quiet);
  if (!plan) return plan.error();
  scenario::Speak speak;
  speak.from = machine_at(visit.from, *plan);
  speak.to = machine;
  speak.lines = lines_of(visit);
  const wire::Target server = target_of(*plan, speak);
  RunOptions options;
  options.guest = Guest{
      speak.from, "visitor",
      [&](Platform& platform) -> Task<> { co_await speak_smtp(platform, server, speak); }, when};
  DryRun dry;
  dry.trace = run_simulated(quiet, *plan, options).trace;
  dry.program = program_of(dry.trace, machine, "mta");
  return dry;
}

}  // namespace mailtown::run
