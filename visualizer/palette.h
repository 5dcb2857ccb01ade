// The command palette: everything that can be done, found by typing.
#pragma once

#include <vector>

#include "visualizer/keys.h"

namespace mailtown::view {

// What fits what is typed: a place to go to or a breakpoint if it reads as one, then the actions
// whose words contain all words typed, in either language. Good until something else is typed.
const std::vector<PaletteEntry>& palette_entries(View& view);

}  // namespace mailtown::view
