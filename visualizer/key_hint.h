// A key and what it does, to be pressed or clicked: where a panel has nothing to show by itself, it
// says what to do.
#pragma once

#include <string>
#include <string_view>

#include "visualizer/pen.h"

namespace mailtown::view {

// Draws it in one line; whether it was clicked.
bool draw_key_hint(const Pen& pen, const char* id, Point at, float width, std::string_view key,
                   const std::string& words);
float key_hint_height(const Pen& pen);

}  // namespace mailtown::view
