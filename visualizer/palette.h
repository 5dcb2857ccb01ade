// The command palette: everything that can be done, found by typing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "visualizer/keys.h"

namespace mailtown::view {

struct PaletteEntry {
  std::string words, key;
  std::function<WindowAction(View&)> act;
};

// What fits what is typed: a place to go to or a breakpoint if it reads as one, then the actions
// whose words contain all words typed, in either language.
std::vector<PaletteEntry> palette_entries(const View& view);

}  // namespace mailtown::view
