// Texts with '*' in them, as patterns and faults of a scenario have them.
#pragma once

#include <string_view>

namespace mailtown::scenario {

// Whether `text` is `pattern`, in which '*' stands for any characters.
bool matches(std::string_view text, std::string_view pattern);

}  // namespace mailtown::scenario
