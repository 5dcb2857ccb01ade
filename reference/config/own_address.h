// What the tables of users, aliases and catch-alls ask of addresses at home.
#pragma once

#include <cstdint>
#include <string>

#include "config/config.h"
#include "config/error_list.h"

namespace mailtown::config {

// The part right of the @.
std::string domain_of(const std::string& address);

bool is_local_domain(const std::string& domain, const Config& config);

// Complains, with the local domain that may have been meant, if the address is in none.
void check_own_address(const std::string& address, std::uint32_t line, const Config& config,
                       ErrorList& errors);

}  // namespace mailtown::config
