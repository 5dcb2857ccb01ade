// A row of tabs in the head of a panel.
#pragma once

#include <string>
#include <vector>

#include "visualizer/pen.h"

namespace mailtown::view {

// Draws them, the chosen one underlined; returns which one is to be shown from now on. Where there
// is no room for all, the chosen one and its neighbours are shown between two arrows.
std::size_t draw_tabs(const Pen& pen, const char* id, Box box,
                      const std::vector<std::string>& names, std::size_t chosen);

}  // namespace mailtown::view
