#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include "simulator/run/run.h"
#include "simulator/run/telling.h"
#include "simulator/scenario/parse.h"
#include "visualizer/load.h"

namespace mailtown::view {
namespace {

std::filesystem::path file_of(const std::string& name) {
  if (name.ends_with(".toml") || name.find('/') != std::string::npos) return name;
  return reader::home() / "scenarios" / (name + ".toml");
}

// Runs a scenario's text; `file` is what its messages call it. Ends after so many events, if not 0.
Result<Computed> compute(const std::string& text, const std::string& file,
                         const ShownRun::Catalogues& catalogues, std::uint64_t events_max) {
  auto parsed = scenario::parse_scenario(text, file);
  if (!parsed) return parsed.error();
  const auto scenario = std::make_shared<scenario::Scenario>(std::move(*parsed));
  run::RunOptions options;
  options.events_max = events_max;
  auto result = run::run_simulated(*scenario, options);
  if (!result) return result.error();
  Tellings tellings{run::telling_of(*scenario, result->trace, reader::code(Language::english)),
                    run::telling_of(*scenario, result->trace, reader::code(Language::russian))};
  trace::ReadTrace read{std::move(result->trace), {}};
  const std::size_t events = read.trace.events.size();
  if (events_max > 0 && events > events_max) read.damage = fmt::format("{} ...", events);
  return Computed{std::make_shared<ShownRun>(std::move(read), std::move(tellings), catalogues),
                  scenario};
}

Result<std::string> read_text(const std::filesystem::path& file, const std::string& name) {
  std::ifstream in(file, std::ios::binary);
  if (!std::filesystem::is_regular_file(file) || !in) {
    return Failure{FailureKind::not_found,
                   fmt::format("there is no scenario {}; 'mailtown list' shows all", name)};
  }
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Result<LoadedScenario> load_scenario(const std::string& name) {
  const std::filesystem::path file = file_of(name);
  const std::string path = file.string();
  auto text = read_text(file, name);
  if (!text) return text.error();
  const auto catalogues = ShownRun::load_catalogues();
  if (!catalogues) return catalogues.error();
  const Compute again = [path, all = *catalogues](const std::string& changed, std::uint64_t most) {
    return compute(changed, path, all, most);
  };
  auto first = again(*text, any_events);
  std::string complaints;
  if (!first) {
    if (first.error().kind != FailureKind::invalid) return first.error();
    complaints = first.error().detail;
    first = Computed{std::make_shared<ShownRun>(trace::ReadTrace{}, Tellings{}, *catalogues),
                     std::make_shared<scenario::Scenario>()};
  }
  auto workshop = std::make_unique<Workshop>(file.stem().string(), *text, std::move(*first), again);
  return LoadedScenario{std::move(workshop), path, std::move(*text), std::move(complaints)};
}

}  // namespace mailtown::view
