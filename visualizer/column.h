// What stands below each other in a panel: draws one thing, and goes on under it.
#pragma once

#include <string>

#include "visualizer/pen.h"

namespace mailtown::view {

struct Column {
  const Pen& pen;
  Point at;  // where the next thing begins
  float room;

  void text(ImFont* font, Colour colour, const std::string& words) {
    at.y += pen.wrapped(at, room, font, colour, words);
  }
  void heading(const std::string& words) {
    at.y += pen.u();
    pen.line(at, pen.fonts().small, pen.theme().faint, words);
    at.y += 2.25f * pen.u();
  }
};

}  // namespace mailtown::view
