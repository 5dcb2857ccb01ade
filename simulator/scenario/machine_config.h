// The configuration of one planned machine.
#pragma once

#include "simulator/scenario/plan.h"

namespace mailtown::scenario {

// Fills machine.config (all but the list of zones). The plan's machines have their addresses.
void configure(PlannedMachine& machine, const Scenario& scenario, const Plan& plan);

}  // namespace mailtown::scenario
