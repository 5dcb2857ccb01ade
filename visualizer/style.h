// What is left of Dear ImGui's own look: scroll bars, and nothing else.
#pragma once

#include "visualizer/theme.h"

namespace mailtown::view {

void apply_style(const Theme& theme, float unit);

}  // namespace mailtown::view
