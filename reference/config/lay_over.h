// A configuration that is there already, changed by what a TOML table says.
//
// parse_config() is this over the defaults. A scenario lays a machine's table over the
// configuration that its plan makes, so that both know the same keys.
#pragma once

#include <string>

#include "config/config.h"
#include "platform/toml.h"

namespace mailtown::config {

// `base` with the table's keys changed; what the table does not name stays. `file` serves the
// messages; their lines are those of the table's nodes. Fails as parse_config() does.
Result<Config> lay_over(const toml::table& table, const std::string& file, Config base);

}  // namespace mailtown::config
