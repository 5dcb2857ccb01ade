// What a scenario says to people about a run of it: title, what one learns, what to watch for, and
// its beats at the steps at which they came.
#pragma once

#include <string_view>

#include "simulator/reader/telling.h"
#include "simulator/scenario/scenario.h"
#include "trace/event.h"

namespace mailtown::run {

// `language`: "en" or "ru".
reader::Telling telling_of(const scenario::Scenario& scenario, const trace::Trace& trace,
                           std::string_view language);

}  // namespace mailtown::run
