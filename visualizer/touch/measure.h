// How long an intervention takes from Enter to the new run, as --measure-again prints it.
#pragma once

#include <string>

#include "visualizer/touch/workshop.h"

namespace mailtown::view {

// Intervenes in the middle of the run, five times, and takes it back each time: one line with the
// median of the clock's time, and the processor's mean. A failure says why that cannot be done.
Result<std::string> measure_again(Workshop& workshop);

}  // namespace mailtown::view
