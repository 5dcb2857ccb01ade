// The [[route]] tables: where mail goes that shall not simply follow its domain's MX records.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "config/value_reader.h"

namespace mailtown::config {

struct RouteKey {
  std::string name;  // "host"
  std::string type, explanation;
};

// The keys of one route.
std::vector<RouteKey> route_keys();

// Reads all routes. Needs the local domains, and whether passwords may travel in the clear.
void read_routes(const toml::node& node, ErrorList& errors, Config& config);

}  // namespace mailtown::config
