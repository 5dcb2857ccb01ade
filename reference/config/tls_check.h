// Whether what the configuration says of TLS makes a whole.
#pragma once

#include "config/config.h"
#include "config/error_list.h"
#include "platform/toml.h"

namespace mailtown::config {

// Certificate and key go together; implicit TLS needs them.
void check_tls(const toml::table& document, const Config& config, ErrorList& errors);

}  // namespace mailtown::config
