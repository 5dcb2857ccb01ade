// mailtown run: runs a scenario and tells what happened.
#include <cstdio>

#include "simulator/formats/file.h"
#include "simulator/formats/formats.h"
#include "simulator/mailtown/commands.h"
#include "simulator/mailtown/verdict.h"
#include "simulator/run/loopback.h"
#include "simulator/run/telling.h"
#include "simulator/scenario/parse.h"

namespace mailtown {
namespace {

struct RunCommand {
  std::string scenario, world = "sim", language, format = "story", out, colour = "auto";
  std::optional<std::uint64_t> seed;
  std::vector<std::string> changes;
  bool stay = false, force = false;
};

std::string formatted(const RunCommand& command, const scenario::Scenario& scenario,
                      const trace::Trace& trace, const reader::Catalogue& words) {
  report::StoryOptions options;
  options.colour =
      command.out.empty() ? console::wants_colour(command.colour) : command.colour == "always";
  options.width = console::terminal_width();
  const auto telling = run::telling_of(scenario, trace, command.language);
  return formats::written(*formats::find(command.format), trace, telling, words, options);
}

// What happened, and which expectations it failed. Guests that join a world which stays add to the
// trace, but nothing that the scenario expects: it is judged before they come.
struct Judged {
  run::RunResult result;
  std::vector<run::Failed> failed;
};

Result<Judged> run_in_world(const RunCommand& command, const scenario::Scenario& scenario,
                            const reader::Catalogue& words) {
  if (command.world == "sim") {
    auto result = run::run_simulated(scenario);
    if (!result) return result.error();
    auto failed = run::judge(scenario, result->trace);
    return Judged{std::move(*result), std::move(failed)};
  }
  std::optional<std::vector<run::Failed>> failed;
  run::LoopbackOptions options;
  options.stay = command.stay;
  options.on_ready = [&](const scenario::Plan& plan, const trace::Trace& trace) {
    failed = run::judge(scenario, trace);
    if (!command.stay) return;
    if (command.out.empty()) fmt::print("{}", formatted(command, scenario, trace, words));
    fmt::print("{}", run::invitation(scenario, plan, words));
    std::fflush(stdout);
  };
  auto result = run::run_on_loopback(scenario, options);
  if (!result) return result.error();
  if (!failed) failed = run::judge(scenario, result->trace);  // it never came to its end
  return Judged{std::move(*result), std::move(*failed)};
}

int run_command(RunCommand command) {
  const auto words = reader::Catalogue::load(*reader::language_of(command.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  if (command.stay && command.world != "loopback") {
    fmt::print(stderr, "{}\n", words->text("error", "run.stay-needs-loopback"));
    return console::wrong_input;
  }
  if (command.seed) command.changes.push_back("seed=" + std::to_string(*command.seed));
  const auto path = console::scenario_path(command.scenario);
  const auto scenario = scenario::load_scenario(path, command.changes);
  if (!scenario) return console::tell_not_loaded(*words, command.scenario, scenario.error());
  const auto judged = run_in_world(command, *scenario, *words);
  if (!judged) return console::tell(*words, command.scenario, judged.error());
  const auto& result = judged->result;

  const bool told_already = command.stay && command.out.empty();
  if (!told_already) {
    const std::string text = formatted(command, *scenario, result.trace, *words);
    const auto written = console::write_output(text, command.out, command.force);
    if (!written) return console::tell_not_written(*words, command.out, written.error());
  }
  const std::string verdict = told(*scenario, judged->failed, result, *words);
  fmt::print(stderr, "{}", verdict);
  return verdict.empty() ? console::fine : console::expectation_failed;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const formats::Format& format : formats::all()) names.emplace_back(format.name);
  return names;
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand("run", "Runs a scenario and tells what happened");
  auto options = std::make_shared<RunCommand>();
  command->add_option("SCENARIO", options->scenario, "A scenario's name, or a file")->required();
  command->add_option("--world", options->world, "sim (virtual time) or loopback (real sockets)")
      ->check(CLI::IsMember({"sim", "loopback"}))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of the world's random numbers");
  add_language(*command, options->language);
  command
      ->add_option("--format", options->format,
                   "story, json (the trace), mermaid, svg, or pcapng (for Wireshark)")
      ->check(CLI::IsMember(format_names()))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file, which must not exist yet");
  command->add_flag("--force", options->force, "Overwrite the file of --out");
  command->add_option("--set", options->changes, "Change a key for this run: KEY=VALUE")
      ->expected(1)
      ->take_all();
  command->add_flag(
      "--stay", options->stay,
      "With --world loopback: keep running, for swaks, curl and dig; end with Ctrl-C");
  command->add_option("--color,--colour", options->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  command->callback([options, &code] { code = run_command(*options); });
}

}  // namespace mailtown
