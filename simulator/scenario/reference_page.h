// docs/scenario.md, printed from the parser's own table of keys.
#pragma once

#include <string>

namespace mailtown::scenario {

std::string reference_page();

}  // namespace mailtown::scenario
