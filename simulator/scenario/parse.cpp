#include "simulator/scenario/parse.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "config/stray_letter.h"
#include "simulator/scenario/change.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/reading.h"

namespace mailtown::scenario {
namespace {

constexpr WallTime usual_start =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(10);
constexpr Duration usual_horizon = std::chrono::hours(10 * 24);

Failure failure_of(Reading& reading) {
  std::stable_sort(reading.problems.begin(), reading.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  std::string lines;
  for (const Problem& problem : reading.problems) {
    if (!lines.empty()) lines += '\n';
    lines += problem.place + ": " + problem.text;
  }
  return {FailureKind::invalid, std::move(lines)};
}

// The TOML document, with the changes made; problems are noted.
toml::table read_toml(Reading& reading, std::string_view text,
                      const std::vector<std::string>& changes) {
  if (const auto stray = config::find_stray_letter(text)) {
    reading.problem(static_cast<int>(stray->line),
                    "a character outside ASCII stands outside of quotes; text is \"quoted\"");
    return {};
  }
  try {
    toml::table table = toml::parse(text, reading.file);
    for (const std::string& change : changes) apply_change(reading, table, change);
    return table;
  } catch (const toml::parse_error& error) {
    reading.problem(static_cast<int>(error.source().begin.line),
                    "this is no TOML: " + std::string(error.description()));
  }
  return {};
}

Scenario read_document(Reading& reading, const toml::table& table) {
  Scenario scenario;
  scenario.file = reading.file;
  scenario.name = std::filesystem::path(reading.file).stem().string();
  scenario.start = usual_start;
  scenario.horizon = usual_horizon;
  reading.start_of_day = std::chrono::hours(10);
  read_section(reading, table, scenario_section(), scenario);
  check_whole(reading, scenario);
  std::stable_sort(scenario.actions.begin(), scenario.actions.end(),
                   [](const Action& a, const Action& b) { return a.at < b.at; });
  return scenario;
}

// Who is there: what cannot change while the world runs.
std::string inhabitants(const Scenario& scenario) {
  std::string all;
  for (const Domain& domain : scenario.domains) {
    for (const Machine& machine : domain.machines) {
      all += machine.name + " " + enumerate(machine.roles) + "\n";
      if (machine.address) all += machine.address->to_string() + "\n";
    }
  }
  return all;
}

// What the file says after each `change`, one upon the other.
// The text is read anew each time: copies of a document forget the order of the file.
void foresee_changes(Reading& reading, std::string_view text, std::vector<std::string> changes,
                     Scenario& scenario) {
  for (Action& action : scenario.actions) {
    auto* change = std::get_if<Change>(&action.what);
    if (change == nullptr) continue;
    Reading then;
    then.file = reading.file;
    changes.insert(changes.end(), change->changes.begin(), change->changes.end());
    const toml::table document = read_toml(then, text, changes);
    auto whole = std::make_shared<Scenario>();
    if (then.problems.empty()) *whole = read_document(then, document);
    for (const Problem& problem : then.problems)
      reading.problem(action.line, "after this change: " + problem.text);
    if (then.problems.empty() && inhabitants(*whole) != inhabitants(scenario))
      reading.problem(action.line, "while the world runs, machines and roles stay as they are");
    change->whole = std::move(whole);
  }
}

}  // namespace

Result<Scenario> parse_scenario(std::string_view text, const std::string& file,
                                const std::vector<std::string>& changes) {
  Reading reading;
  reading.file = file;
  const toml::table table = read_toml(reading, text, changes);
  if (!reading.problems.empty()) return failure_of(reading);

  Scenario scenario = read_document(reading, table);
  if (reading.problems.empty()) foresee_changes(reading, text, changes, scenario);
  if (!reading.problems.empty()) return failure_of(reading);
  return scenario;
}

Result<Scenario> load_scenario(const std::filesystem::path& path,
                               const std::vector<std::string>& changes) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return Failure{FailureKind::not_found, path.string()};
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Failure{FailureKind::io, path.string()};
  return parse_scenario(text, path.string(), changes);
}

}  // namespace mailtown::scenario
