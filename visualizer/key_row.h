// One row of a table of keys.
#pragma once

#include <string_view>

#include "visualizer/view.h"

namespace mailtown::view {

struct KeyRow {
  std::string_view name;  // as in the help
  int key, mods;          // GLFW's
  WindowAction (*act)(View&);
  std::string_view what;  // in the palette; empty: it is there already
};

}  // namespace mailtown::view
