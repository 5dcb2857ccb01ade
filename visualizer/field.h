// A line that is typed into, with its cursor.
#pragma once

#include "visualizer/pen.h"

namespace mailtown::view {

// `before`: what stands before the cursor. Without a text, the hint stands there.
struct FieldText {
  std::string_view text, before, hint;
};
// What is too long is moved to the left, so that the cursor is seen.
void draw_field(const Pen& pen, Box field, ImFont* font, const FieldText& typed);

}  // namespace mailtown::view
