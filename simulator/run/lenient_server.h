// A mail server as there were many: it takes a bare line feed for the end of a line, and so finds
// the end of a letter where a stricter server finds none (SMTP smuggling).
//
// It stands in scenarios beside the reference, which refuses such letters. It takes everything and
// keeps nothing; what it takes for a letter it records as delivered. No more of SMTP than that.
#pragma once

#include "config/config.h"
#include "platform/platform.h"

namespace mailtown::run {

// Serves config.listen.smtp until a stop is requested.
Task<Result<>> run_lenient_server(Platform& platform, config::Config config);

}  // namespace mailtown::run
