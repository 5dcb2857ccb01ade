#include "tests/simulation/scenario_runs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "trace/json_codec.h"

namespace mailtown::run {

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(MAILTOWN_SOURCE_DIR "/scenarios"))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string test_name(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

scenario::Scenario load(const std::string& name, const std::vector<std::string>& changes,
                        const std::string& more) {
  const std::string path = std::string(MAILTOWN_SOURCE_DIR) + "/scenarios/" + name + ".toml";
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  const auto scenario = scenario::parse_scenario(text.str() + more, path, changes);
  if (!scenario) {
    ADD_FAILURE() << scenario.error().detail;
    return {};
  }
  return *scenario;
}

RunResult simulated(const scenario::Scenario& scenario) {
  auto result = run_simulated(scenario);
  if (!result) {
    ADD_FAILURE() << result.error().message();
    return {};
  }
  return std::move(*result);
}

std::string two_domains(const std::string& example_com) {
  return R"(title = { en = "x", ru = "x" }
learn = { en = "x", ru = "x" }
watch = { en = "x", ru = "x" }

[domain."example.org"]
machines = { mail = ["mta", "mda"], ns1 = ["nameserver"] }
users    = { ivanov = "secret" }

[domain."example.com"]
)" + example_com;
}

std::string failures(const scenario::Scenario& scenario, const trace::Trace& trace) {
  std::string text;
  for (const Failed& failed : judge(scenario, trace)) {
    text += failed.expected + ": " + failed.key;
    for (const Fact& fact : failed.facts) text += " " + fact.name + "=" + fact.value;
    text += "\n";
  }
  return text;
}

std::string file_of(const trace::Trace& trace) {
  std::string text;
  trace::append_header(text, trace.header);
  for (const trace::Event& event : trace.events) trace::append_event(text, event);
  return text;
}

}  // namespace mailtown::run
