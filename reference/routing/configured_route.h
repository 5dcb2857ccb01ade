// Routes that the configuration gives instead of a domain's MX records: a smart host for all mail,
// a gateway for one domain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "trace/evidence.h"

namespace mailtown::routing {

// The route for mail to `domain`, or none. The most exact pattern counts: the domain itself, then
// the longest ".domain" that it lies under, then "*". The order in the file does not matter.
std::optional<Decided<config::Route>> find_configured_route(
    const std::string& domain, const std::vector<config::Route>& routes);

// Whether the route names the host itself ("[relay.example.net]"), so that its MX are not asked.
bool is_in_brackets(const std::string& host);

}  // namespace mailtown::routing
