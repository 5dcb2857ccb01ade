// What about the policies can only be judged once the whole file is read.
#pragma once

#include "config/config.h"
#include "config/error_list.h"
#include "platform/toml.h"

namespace mailtown::config {

// Tells of a policy that is listed twice, of one that has nothing to work with, of waits that
// contradict each other, and of a domain that is both ours and somebody else's.
void check_policies(const toml::table& document, const Config& config, ErrorList& errors);

}  // namespace mailtown::config
