// The three programs of the mail system, as tasks that run in any world.
//
// Each returns after a clean stop was requested and its listeners and sessions have ended, or with
// a failure when it cannot start (an address in use, a zone file with an error). `platform` must
// outlive the task.
#pragma once

#include "config/config.h"
#include "platform/platform.h"

namespace mailtown::programs {

Task<Result<>> run_mta(Platform& platform, config::Config config);
Task<Result<>> run_mda(Platform& platform, config::Config config);
Task<Result<>> run_nameserver(Platform& platform, config::Config config);

}  // namespace mailtown::programs
