// What there is without a window: the run told in the terminal.
#pragma once

#include <string>

#include "visualizer/shown_run.h"

namespace mailtown::view {

// Says on stderr why there is no window, and tells the run's story on stdout.
void tell_without_window(const ShownRun& run, Language language, const std::string& why);

}  // namespace mailtown::view
