#include "simulator/mailtown/dry_command.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "config/duration_text.h"
#include "simulator/mailtown/commands.h"
#include "simulator/report/report.h"
#include "simulator/scenario/parse.h"
#include "simulator/scenario/reading.h"

namespace mailtown::console {
namespace {

std::vector<std::string> mtas_of(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const scenario::Domain& domain : scenario.domains) {
    for (const scenario::Machine& machine : domain.machines) {
      if (machine.has("mta")) names.push_back(machine.name);
    }
  }
  return names;
}

std::variant<DrySource, ExitCode> load_scenario(const DryOptions& options,
                                                const reader::Catalogue& words) {
  auto loaded = scenario::load_scenario(scenario_path(options.scenario), options.changes);
  if (!loaded) return tell_not_loaded(words, options.scenario, loaded.error());
  const auto names = mtas_of(*loaded);
  if (options.machine.empty()) {
    return wrong(words, "dry.at", {{"names", scenario::enumerate(names)}});
  }
  const auto* machine = loaded->find_machine(options.machine);
  if (machine == nullptr || !machine->has("mta")) {
    return wrong(words, "dry.unknown-machine",
                 {{"machine", options.machine},
                  {"scenario", options.scenario},
                  {"names", scenario::enumerate(names)}});
  }
  return DrySource(std::move(*loaded));
}

std::variant<DrySource, ExitCode> load_config(const DryOptions& options,
                                              const reader::Catalogue& words) {
  std::ifstream file(options.config, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || !text) {
    return wrong(words, "dry.cannot-read",
                 {{"file", options.config}, {"why", std::strerror(errno)}});
  }
  auto config = config::parse_config(text.str(), options.config);
  if (!config) {
    fmt::print(stderr, "{}\n", config.error().detail);
    return wrong_input;
  }
  const auto folder = std::filesystem::path(options.config).parent_path().string();
  return DrySource(run::RealMachine{std::move(*config), folder.empty() ? "." : folder});
}

}  // namespace

void add_dry_options(CLI::App& command, DryOptions& options) {
  command.add_option("--config", options.config,
                     "Ask the configuration file of a real mta, with its real DNS servers");
  command.add_option("--at", options.machine, "The scenario's machine that is asked");
  command
      .add_option("--after", options.after,
                  "It is asked so long after the scenario's start: 90s, 5m")
      ->capture_default_str();
  command.add_option("--set", options.changes, "Change a key of the scenario: KEY=VALUE")
      ->expected(1)
      ->take_all();
  add_language(command, options.language);
  command.add_option("--color,--colour", options.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

std::variant<DrySource, ExitCode> load_source(const DryOptions& options,
                                              const reader::Catalogue& words) {
  if (options.scenario.empty() == options.config.empty()) return wrong(words, "dry.which", {});
  if (!time_of(options)) return wrong(words, "dry.no-time", {{"after", options.after}});
  return options.config.empty() ? load_scenario(options, words) : load_config(options, words);
}

std::optional<Duration> time_of(const DryOptions& options) {
  return config::parse_duration(options.after);
}

void print_reasoning(const DryOptions& options, run::DryRun dry, const reader::Catalogue& words) {
  report::StoryOptions how;
  how.colour = wants_colour(options.colour);
  how.width = terminal_width();
  const reader::Reading reading(std::move(dry.trace));
  fmt::print("{}\n", report::reasoning(reading, dry.program, words, how));
}

ExitCode wrong(const reader::Catalogue& words, const std::string& key,
               const std::vector<Fact>& facts) {
  reader::Values values;
  for (const Fact& fact : facts) values.push_back({fact.name, fact.value});
  fmt::print(stderr, "{}\n", words.text("error", key, values));
  return wrong_input;
}

}  // namespace mailtown::console
