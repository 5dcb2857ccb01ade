// Where the run that is shown comes from: a scenario, or a trace file.
#pragma once

#include <memory>
#include <string>

#include "platform/result.h"
#include "visualizer/shown_run.h"
#include "visualizer/touch/workshop.h"

namespace mailtown::view {

// The failure's detail is what to tell the person: file, line, what is wrong.
Result<std::unique_ptr<ShownRun>> load_trace(const std::string& path);

// A scenario with its first run, in the workshop, where it can be run again with interventions.
struct LoadedScenario {
  std::unique_ptr<Workshop> workshop;
  std::string path, text;  // of the scenario's file
  std::string complaints;  // if the text cannot be run: why; then the workshop has an empty run
};
// `name`: of a scenario in scenarios/, or the path of a scenario file.
Result<LoadedScenario> load_scenario(const std::string& name);

}  // namespace mailtown::view
