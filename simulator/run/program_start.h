// What both worlds do for a scenario: starting one of the mail system's programs by its role, and
// what the trace says of what is done to machines from outside.
#pragma once

#include <string>

#include "config/config.h"
#include "platform/platform.h"
#include "simulator/scenario/scenario.h"
#include "trace/payloads.h"

namespace mailtown::run {

// Runs "mta", "mda", "nameserver", "resolver" or "lenient" until its end.
Task<Result<>> run_role(Platform& platform, config::Config config, std::string role);

trace::FaultStruck file_removed(const scenario::RemoveFile& file, bool was_there);
trace::FaultStruck link_changed(const scenario::LinkChange& link);

}  // namespace mailtown::run
