// The file of users that a scenario's mail machine has on its disk.
#pragma once

#include "config/config.h"
#include "simulator/scenario/scenario.h"
#include "users/user_table.h"

namespace mailtown::scenario {

inline constexpr const char* user_file = "users.toml";

// The domain's users and the machine's own, as far as they are in a local domain of `config`. Their
// hashes cost next to nothing, so that a run stays fast, and their salts are their logins: nobody
// steals them, and a plan draws no lots.
users::UserTable user_table(const Domain& domain, const Machine* machine,
                            const config::Config& config);

}  // namespace mailtown::scenario
