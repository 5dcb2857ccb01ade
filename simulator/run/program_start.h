// Starting one of the mail system's programs by its role.
#pragma once

#include <string>

#include "config/config.h"
#include "platform/platform.h"

namespace mailtown::run {

// Runs "mta", "mda", "nameserver", "resolver" or "lenient" until its end.
Task<Result<>> run_role(Platform& platform, config::Config config, std::string role);

}  // namespace mailtown::run
