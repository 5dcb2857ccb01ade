// The [aliases] and [catch_all] tables, whose keys are addresses and domains.
#pragma once

#include "config/config.h"
#include "config/value_reader.h"

namespace mailtown::config {

// Reads "sales@example.org" = ["ivanov@example.org", "kozlov@example.com"], or one address without
// brackets.
void read_aliases(const toml::node& node, ErrorList& errors, Config& config);

// Reads "example.org" = "ivanov@example.org".
void read_catch_all(const toml::node& node, ErrorList& errors, Config& config);

}  // namespace mailtown::config
