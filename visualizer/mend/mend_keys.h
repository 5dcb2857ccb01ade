// What keys do in the editor.
#pragma once

#include <string_view>

#include "visualizer/key_row.h"

namespace mailtown::view {

// Null: the key does nothing there.
const KeyRow* mend_key(int key, int mods);
const KeyRow* mend_key(std::string_view name);

}  // namespace mailtown::view
