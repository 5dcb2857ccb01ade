// mailtown check: runs scenarios and judges what they expect.
#include <algorithm>
#include <cstdio>

#include "simulator/mailtown/commands.h"
#include "simulator/mailtown/verdict.h"
#include "simulator/scenario/parse.h"
#include "trace/json_codec.h"

namespace mailtown {
namespace {

struct CheckOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> changes;
  std::string language;
  bool twice = true;
};

std::vector<std::string> lines_of(const trace::Trace& trace) {
  std::vector<std::string> lines(1);
  trace::append_header(lines.back(), trace.header);
  for (const trace::Event& event : trace.events) trace::append_event(lines.emplace_back(), event);
  return lines;
}

// Where a second run of the same scenario first differs from `first`: its line in the trace's file
// and what stands there in each. Empty if it does not.
std::string divergence(const trace::Trace& first, const trace::Trace& second,
                       const reader::Catalogue& words) {
  const auto a = lines_of(first), b = lines_of(second);
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() && in_b == b.end()) return {};
  return words.text("error", "check.diverged",
                    {{"line", std::to_string(in_a - a.begin() + 1)},
                     {"first", in_a == a.end() ? "-" : *in_a},
                     {"second", in_b == b.end() ? "-" : *in_b}});
}

std::string replay_command(const std::string& name, const CheckOptions& options) {
  std::string command = "mailtown run " + name;
  for (const std::string& change : options.changes) command += " --set '" + change + "'";
  return command;
}

int check_one(const std::string& name, const CheckOptions& options,
              const reader::Catalogue& words) {
  const auto scenario = scenario::load_scenario(console::scenario_path(name), options.changes);
  if (!scenario) return console::tell_not_loaded(words, name, scenario.error());
  const auto result = run::run_simulated(*scenario);
  if (!result) return console::tell(words, name, result.error());

  const auto failed = run::judge(*scenario, result->trace);
  std::string text = told(*scenario, failed, *result, words);
  if (options.twice)
    if (const auto again = run::run_simulated(*scenario); again)
      text += divergence(result->trace, again->trace, words);
  const std::vector<Fact> facts = {
      {"scenario", name},
      {"count", std::to_string(scenario->expectations.size() + scenario->beats.size())},
      {"events", std::to_string(result->trace.events.size())},
      {"command", replay_command(name, options)}};
  if (text.empty()) {
    fmt::print("{}\n", words.ui("check.fine", facts));
    return console::fine;
  }
  fmt::print("{}\n{}{}\n", words.ui("check.failed", facts), text, words.ui("check.replay", facts));
  return console::expectation_failed;
}

int check(const CheckOptions& options) {
  const auto words = reader::Catalogue::load(*reader::language_of(options.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  int code = console::fine;
  for (const std::string& name : options.scenarios)
    code = std::max(code, check_one(name, options, *words));
  return code;
}

}  // namespace

void add_check(CLI::App& app, int& code) {
  CLI::App* command =
      app.add_subcommand("check", "Runs scenarios and judges what they expect: exit 0 or 1");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("SCENARIO", options->scenarios, "Names of scenarios, or files")->required();
  command->add_option("--set", options->changes, "Change a key for this run: KEY=VALUE")
      ->expected(1)
      ->take_all();
  command->add_flag("--twice,!--no-twice", options->twice,
                    "Run it a second time and compare the traces byte for byte (the default)");
  add_language(*command, options->language);
  command->callback([options, &code] { code = check(*options); });
}

}  // namespace mailtown
