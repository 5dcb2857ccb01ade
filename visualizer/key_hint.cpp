#include "visualizer/key_hint.h"

namespace mailtown::view {

float key_hint_height(const Pen& pen) {
  return Pen::leading(pen.fonts().small) + pen.u();
}

bool draw_key_hint(const Pen& pen, const char* id, Point at, float width, std::string_view key,
                   const std::string& words) {
  const float u = pen.u();
  const Box row{at.x, at.y, width, key_hint_height(pen)};
  bool hovered = false;
  const bool hit = clicked(id, row, &hovered);
  const float h = pen.fonts().small->FontSize + u;
  const float key_w = pen.pill({row.x, row.centre().y - h / 2}, pen.fonts().small,
                               pen.theme().text, pen.theme().hover, key);
  pen.fitted({row.x + key_w + u, row.y, row.w - key_w - u, row.h}, pen.fonts().small,
             hovered ? pen.theme().text : pen.theme().muted, words);
  return hit;
}

}  // namespace mailtown::view
