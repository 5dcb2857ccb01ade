// Draws a sheet: one frame for all insides that are lists.
#pragma once

#include <optional>
#include <tuple>

#include "visualizer/insides/sheet.h"
#include "visualizer/pen.h"

namespace mailtown::view {

// The sheet drawn last and how high its lines are; made anew when what it depends on changes.
struct SheetMemo {
  using Key = std::tuple<const void*, Step, Language, Inside, std::optional<std::string>,
                         std::uint32_t, float, float>;  // first the run, last width and unit
  std::optional<Key> key;
  Sheet sheet;
  std::vector<float> tops;  // of the lines, from the top of the first; one more: the whole height
};

void draw_sheet(const Ui& ui, View& view, SheetMemo& memo, Box box, Sheet (*make)(View&));

}  // namespace mailtown::view
