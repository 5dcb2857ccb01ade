// The keys of the policies' tables, as a part of the key table.
#pragma once

#include <vector>

#include "config/key_table.h"

namespace mailtown::config {

std::vector<Section> policy_sections();

}  // namespace mailtown::config
