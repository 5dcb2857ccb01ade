// What people type for a login.
#pragma once

#include <string>
#include <string_view>

#include "config/config.h"

namespace mailtown::users {

// The login that was meant: in lower case, and where there is one local domain only, with that
// behind a local part that stands alone.
std::string full_login(std::string_view typed, const config::Config& config);

}  // namespace mailtown::users
