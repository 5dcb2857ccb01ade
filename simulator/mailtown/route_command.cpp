// mailtown route: where a letter would go from a machine of a scenario, with all reasons.
#include <algorithm>

#include "address/domain.h"
#include "config/duration_text.h"
#include "simulator/mailtown/commands.h"
#include "simulator/report/report.h"
#include "simulator/run/dry_run.h"
#include "simulator/scenario/parse.h"
#include "simulator/scenario/reading.h"

namespace mailtown {
namespace {

struct RouteCommand {
  std::string address, scenario, machine, after = "1s", language, colour = "auto";
  std::vector<std::string> changes;
};

// The decisions of the machine's mta, each with its evidence; and one line for each name that it
// looked up for them.
std::string reasons(const trace::Trace& trace, const std::string& machine,
                    const reader::Catalogue& words, const report::StoryOptions& options) {
  const reader::Reading reading(trace);
  const reader::Narrator narrator(reading, words);
  std::string text;
  for (reader::Step step = 1; step <= reading.steps(); ++step) {
    const auto& event = reading.event(step);
    if (reading.machine(step) != machine) continue;
    if (reading.names().role_of_program(event.program) != "mta") continue;
    if (std::holds_alternative<trace::Decision>(event.payload)) {
      text += report::explanation(reading, step, words, options) + "\n";
    } else if (std::holds_alternative<trace::DnsResolved>(event.payload)) {
      text += narrator.explain(step) + "\n\n";
    }
  }
  return text;
}

// The hosts in the order in which they would be tried, an address a line.
std::string hosts_of(const run::Way& way, const reader::Catalogue& words) {
  std::string text;
  for (std::size_t i = 0; i < way.route.hosts.size(); ++i) {
    const auto& host = way.route.hosts[i].name;
    for (const auto& address : way.addresses[i].addresses) {
      text += fmt::format("  {}[{}]:{}\n", host, address.to_string(), way.port);
    }
    if (way.addresses[i].addresses.empty()) {
      text += "  " + words.ui("route.no-address", {{"host", host}}) + "\n";
    }
  }
  return text;
}

std::string told(const run::Way& way, const reader::Catalogue& words) {
  std::vector<Fact> facts = {
      {"address", way.address.to_string()}, {"mailbox", way.mailbox}, {"reply", way.route.reply}};
  const auto line = [&](const char* key) { return words.ui(key, facts) + "\n"; };
  switch (way.route.kind) {
    case routing::RouteKind::local:
      return line("route.home");
    case routing::RouteKind::hosts:
      return line("route.hosts") + hosts_of(way, words);
    case routing::RouteKind::undeliverable:
      return line("route.undeliverable");
    case routing::RouteKind::try_later:
      break;
  }
  return line("route.later");
}

// The machine that is asked; empty after a complaint.
std::string machine_of(const RouteCommand& command, const scenario::Plan& plan,
                       const reader::Catalogue& words) {
  const auto machines = run::machines_with_mta(plan);
  const auto known = std::find(machines.begin(), machines.end(), command.machine);
  if (known != machines.end()) return *known;
  if (command.machine.empty() && machines.size() == 1) return machines.front();
  const char* key = command.machine.empty() ? "route.which-machine" : "route.no-such-machine";
  fmt::print(stderr, "{}{}\n",
             words.text("error", key,
                        {{"machine", command.machine}, {"names", scenario::enumerate(machines)}}),
             command.machine.empty() ? "" : scenario::did_you_mean(command.machine, machines));
  return {};
}

int wrong(const reader::Catalogue& words, const char* key, const std::string& value) {
  fmt::print(stderr, "{}\n", words.text("error", key, {{"value", value}}));
  return console::wrong_input;
}

int route(const RouteCommand& command) {
  const auto words = reader::Catalogue::load(*reader::language_of(command.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  const auto address = parse_address(command.address);
  if (!address) return wrong(*words, "route.no-address", command.address);
  const auto after = config::parse_duration(command.after);
  if (!after) return wrong(*words, "route.no-time", command.after);
  const auto scenario =
      scenario::load_scenario(console::scenario_path(command.scenario), command.changes);
  if (!scenario) return console::tell_not_loaded(*words, command.scenario, scenario.error());
  const auto plan = scenario::make_plan(*scenario);
  if (!plan) return console::tell(*words, command.scenario, plan.error());
  const auto machine = machine_of(command, *plan, *words);
  if (machine.empty()) return console::wrong_input;
  const auto answer = run::ask_for_route(*scenario, machine, *address, *after);
  if (!answer) return console::tell(*words, command.scenario, answer.error());

  report::StoryOptions options;
  options.colour = console::wants_colour(command.colour);
  options.width = console::terminal_width();
  fmt::print("{}", reasons(answer->trace, machine, *words, options));
  for (const auto& way : answer->ways) fmt::print("{}", told(way, *words));
  if (answer->ways.empty()) {
    fmt::print("{}\n", words->ui("route.refused", {{"address", address->to_string()}}));
  }
  return console::fine;
}

}  // namespace

void add_route(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand(
      "route", "Tells where a letter would go from a scenario's machine, with all reasons");
  auto options = std::make_shared<RouteCommand>();
  command->add_option("ADDRESS", options->address, "The recipient: kozlov@example.com")->required();
  command->add_option("SCENARIO", options->scenario, "A scenario's name, or a file")->required();
  command->add_option("--at", options->machine, "The machine whose mta is asked: mail.example.org");
  command->add_option("--after", options->after, "So long after the scenario's start: 90s, 5m")
      ->capture_default_str();
  command->add_option("--set", options->changes, "Change a key for this run: KEY=VALUE")
      ->expected(1)
      ->take_all();
  add_language(*command, options->language);
  command->add_option("--color,--colour", options->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  command->callback([options, &code] { code = route(*options); });
}

}  // namespace mailtown
