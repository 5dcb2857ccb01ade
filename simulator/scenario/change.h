// One change to a scenario from the command line: --set KEY=VALUE.
#pragma once

#include <string>

#include "simulator/scenario/key_table.h"

namespace mailtown::scenario {

// Merges "KEY=VALUE" into the document. KEY and VALUE are read as TOML; a value that is no TOML is
// taken as text. Within a list, the key's part is the place, from 0. Complains if that cannot be.
void apply_change(Reading& reading, toml::table& document, const std::string& change);

}  // namespace mailtown::scenario
