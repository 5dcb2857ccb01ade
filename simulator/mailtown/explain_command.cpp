// mailtown explain: what happened at one step of a scenario, and why.
#include <cstdio>

#include "simulator/mailtown/commands.h"
#include "simulator/report/report.h"
#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"

namespace mailtown {
namespace {

struct ExplainCommand {
  std::string scenario, language, colour = "auto";
  std::uint64_t step = 0;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> changes;
};

int explain(ExplainCommand command) {
  const auto words = reader::Catalogue::load(*reader::language_of(command.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  if (command.seed) command.changes.push_back("seed=" + std::to_string(*command.seed));
  const auto path = console::scenario_path(command.scenario);
  const auto scenario = scenario::load_scenario(path, command.changes);
  if (!scenario) return console::tell_not_loaded(*words, command.scenario, scenario.error());
  auto result = run::run_simulated(*scenario);
  if (!result) return console::tell(*words, command.scenario, result.error());
  const reader::Reading reading(std::move(result->trace));
  report::StoryOptions options;
  options.colour = console::wants_colour(command.colour);
  options.width = console::terminal_width();
  const std::string text = report::explanation(reading, command.step, *words, options);
  if (command.step == 0 || command.step > reading.steps()) {
    fmt::print(stderr, "{}", text);
    return console::wrong_input;
  }
  fmt::print("{}", text);
  return console::fine;
}

}  // namespace

void add_explain(CLI::App& app, int& code) {
  CLI::App* command =
      app.add_subcommand("explain", "Says what happened at one step of a scenario, and why");
  auto options = std::make_shared<ExplainCommand>();
  command->add_option("SCENARIO", options->scenario, "A scenario's name, or a file")->required();
  command->add_option("STEP", options->step, "The number that the story prints")->required();
  command->add_option("--seed", options->seed, "Of the world's random numbers");
  command->add_option("--set", options->changes, "Change a key for this run: KEY=VALUE")
      ->expected(1)
      ->take_all();
  add_language(*command, options->language);
  command->add_option("--color,--colour", options->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  command->callback([options, &code] { code = explain(*options); });
}

}  // namespace mailtown
