// Telling people what a run's expectations came to.
#pragma once

#include <string>

#include "simulator/mailtown/console.h"
#include "simulator/run/judge.h"
#include "simulator/run/run.h"

namespace mailtown {

// One paragraph a failed expectation, with its reason; and one a defect of the world. Empty if all
// is well.
std::string told(const scenario::Scenario& scenario, const std::vector<run::Failed>& failed,
                 const run::RunResult& result, const reader::Catalogue& words);

}  // namespace mailtown
