#include <algorithm>
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

constexpr std::uint64_t events_at_least = 60'000;  // that a run may have after an intervention

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

// A scenario that was run, and what it says about itself.
struct Told {
  std::shared_ptr<const scenario::Scenario> scenario;
  trace::ReadTrace read;
  Tellings tellings;
};

// Runs a scenario's text; `file` is what its messages call it. Ends after so many events, if not 0.
Result<Told> tell(const std::string& text, const std::string& file, std::uint64_t events_max) {
  auto parsed = scenario::parse_scenario(text, file);
  if (!parsed) return parsed.error();
  const auto scenario = std::make_shared<scenario::Scenario>(std::move(*parsed));
  run::RunOptions options;
  options.events_max = events_max;
  auto result = run::run_simulated(*scenario, options);
  if (!result) return result.error();
  const std::vector<std::size_t> beats = run::beat_steps(*scenario, result->trace);
  Tellings tellings{telling_of(*scenario, beats, Language::english),
                    telling_of(*scenario, beats, Language::russian)};
  trace::ReadTrace read{std::move(result->trace), {}};
  const std::size_t events = read.trace.events.size();
  if (events_max > 0 && events > events_max) read.damage = fmt::format("{} ...", events);
  return Told{scenario, std::move(read), std::move(tellings)};
}

Result<Computed> compute(const std::string& text, const std::string& file,
                         const ShownRun::Catalogues& catalogues, std::uint64_t events_max) {
  auto told = tell(text, file, events_max);
  if (!told) return told.error();
  return Computed{
      std::make_shared<ShownRun>(std::move(told->read), std::move(told->tellings), catalogues),
      told->scenario};
}

}  // namespace

std::string scenario_file(const std::string& name) {
  return file_of(name).string();
}

Result<std::unique_ptr<ShownRun>> run_text(const std::string& text, const std::string& file,
                                           const ShownRun::Catalogues& catalogues) {
  auto told = tell(text, file, 0);
  if (!told) return told.error();
  return std::make_unique<ShownRun>(std::move(told->read), std::move(told->tellings), catalogues);
}

Result<std::unique_ptr<Workshop>> load_scenario(const std::string& name) {
  const std::filesystem::path file = file_of(name);
  std::ifstream in(file, std::ios::binary);
  if (!std::filesystem::is_regular_file(file) || !in) {
    return Failure{FailureKind::not_found,
                   fmt::format("there is no scenario {}; 'mailtown list' shows all", name)};
  }
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto catalogues = ShownRun::load_catalogues();
  if (!catalogues) return catalogues.error();
  const std::string path = file.string();
  auto first = compute(text, path, *catalogues, 0);
  if (!first) return first.error();
  // An intervention may let somebody try something for days on end.
  const std::uint64_t most = std::max<std::uint64_t>(events_at_least, 4 * first->run->last());
  const Compute again = [path, all = *catalogues, most](const std::string& changed) {
    return compute(changed, path, all, most);
  };
  return std::make_unique<Workshop>(file.stem().string(), text, std::move(*first), again);
}

}  // namespace mailtown::view
