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
// `name`: of a scenario in scenarios/, or the path of a scenario file. In the workshop it can be
// run again with interventions.
Result<std::unique_ptr<Workshop>> load_scenario(const std::string& name);

// The file of a scenario, whether it is there or not.
std::string scenario_file(const std::string& name);
// Runs a scenario's text, which stands in that file or will.
Result<std::unique_ptr<ShownRun>> run_text(const std::string& text, const std::string& file,
                                           const ShownRun::Catalogues& catalogues);

}  // namespace mailtown::view
