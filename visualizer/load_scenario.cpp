#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include "simulator/run/judge.h"
#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"
#include "visualizer/load.h"

namespace mailtown::view {
namespace {

std::filesystem::path file_of(const std::string& name) {
  if (name.ends_with(".toml") || name.find('/') != std::string::npos) return name;
  return reader::home() / "scenarios" / (name + ".toml");
}

// One step for each beat that came.
reader::Telling telling_of(const scenario::Scenario& scenario,
                           const std::vector<std::size_t>& beat_steps, Language language) {
  const std::string_view code = reader::code(language);
  reader::Telling telling;
  telling.title = scenario.title.in(code);
  telling.learn = scenario.learn.in(code);
  telling.watch = {scenario.watch.in(code)};
  for (std::size_t i = 0; i < scenario.beats.size(); ++i) {
    reader::Beat beat{scenario.beats[i].name, {}, scenario.beats[i].say.in(code)};
    if (beat_steps[i] != 0) beat.steps.push_back(beat_steps[i]);
    telling.beats.push_back(std::move(beat));
  }
  return telling;
}

}  // namespace

std::string scenario_file(const std::string& name) {
  return file_of(name).string();
}

Result<std::unique_ptr<ShownRun>> run_text(const std::string& text, const std::string& file,
                                           const ShownRun::Catalogues& catalogues) {
  const auto scenario = scenario::parse_scenario(text, file);
  if (!scenario) return scenario.error();
  auto result = run::run_simulated(*scenario);
  if (!result) return result.error();
  const std::vector<std::size_t> beats = run::beat_steps(*scenario, result->trace);
  Tellings tellings{telling_of(*scenario, beats, Language::english),
                    telling_of(*scenario, beats, Language::russian)};
  return std::make_unique<ShownRun>(trace::ReadTrace{std::move(result->trace), {}},
                                    std::move(tellings), catalogues);
}

Result<std::unique_ptr<ShownRun>> load_scenario(const std::string& name) {
  const std::filesystem::path file = file_of(name);
  std::ifstream in(file, std::ios::binary);
  if (!std::filesystem::is_regular_file(file) || !in) {
    return Failure{FailureKind::not_found,
                   fmt::format("there is no scenario {}; 'mailtown list' shows all", name)};
  }
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto catalogues = ShownRun::load_catalogues();
  if (!catalogues) return catalogues.error();
  return run_text(text, file.string(), *catalogues);
}

}  // namespace mailtown::view
