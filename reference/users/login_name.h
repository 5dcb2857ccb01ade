// What people type for a login.
#pragma once

#include <string>

#include "config/config.h"

namespace mailtown::users {

// ASCII only, as addresses at home are compared.
std::string lower_case(std::string text);

// The login that was meant: in lower case, and where there is one local domain only, with that
// behind a local part that stands alone.
std::string full_login(std::string typed, const config::Config& config);

}  // namespace mailtown::users
