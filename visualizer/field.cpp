#include "visualizer/field.h"

#include <algorithm>

namespace mailtown::view {

void draw_field(const Pen& pen, Box field, ImFont* font, const FieldText& typed) {
  const float u = pen.u(), h = font->FontSize + u;
  const Box inner{field.x + 2 * u, field.y, field.w - 4 * u, field.h};
  float x = inner.x;
  if (typed.text.empty()) {
    const Box beside{inner.x + 0.75f * u, inner.y, inner.w - 0.75f * u, inner.h};
    const float scale = std::min(1.f, beside.w / (pen.width(pen.fonts().text, typed.hint) + 1));
    pen.fitted(beside, pen.fonts().text, pen.theme().faint, typed.hint, Align::left, scale);
  } else {
    const float before = pen.width(font, typed.before);
    const float shift = std::max(0.f, before + 4 - inner.w);
    pen.list().PushClipRect(vec(inner.top_left()), vec(inner.bottom_right()), true);
    pen.line({inner.x - shift, inner.centre().y - font->FontSize / 2}, font, pen.theme().text,
             typed.text);
    pen.list().PopClipRect();
    x += before - shift + 1;
  }
  pen.fill({x, field.centre().y - h / 2, 2, h}, pen.theme().now, 1);
  pen.fill({inner.x, field.bottom() - 1, inner.w, 1}, pen.theme().now, 0);
}

}  // namespace mailtown::view
