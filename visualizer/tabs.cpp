#include "visualizer/tabs.h"

#include <fmt/core.h>

namespace mailtown::view {
namespace {

struct Range {
  std::size_t first = 0, last = 0;  // both are shown
};

// The chosen one and as many neighbours as there is room for.
Range range_around(const std::vector<float>& widths, std::size_t chosen, float room) {
  Range range{chosen, chosen};
  float used = widths[chosen];
  for (bool grown = true; grown;) {
    grown = false;
    if (range.last + 1 < widths.size() && used + widths[range.last + 1] <= room) {
      used += widths[++range.last];
      grown = true;
    }
    if (range.first > 0 && used + widths[range.first - 1] <= room) {
      used += widths[--range.first];
      grown = true;
    }
  }
  return range;
}

// An arrow head to the left or right. Whether it was clicked.
bool draw_arrow(const Pen& pen, const std::string& id, Box box, bool left) {
  bool hovered = false;
  const bool hit = clicked(id.c_str(), box, &hovered);
  const float s = 0.5f * pen.u(), turn = left ? s : -s;
  const Point c = box.centre();
  const Colour colour = hovered ? pen.theme().text : pen.theme().muted;
  pen.segment({c.x + turn / 2, c.y - s}, {c.x - turn / 2, c.y}, colour, 1.5f);
  pen.segment({c.x - turn / 2, c.y}, {c.x + turn / 2, c.y + s}, colour, 1.5f);
  return hit;
}

}  // namespace

std::size_t draw_tabs(const Pen& pen, const char* id, Box box,
                      const std::vector<std::string>& names, std::size_t chosen) {
  const float u = pen.u(), arrow_w = 2 * u;
  ImFont* font = pen.fonts().small;
  std::vector<float> widths;
  float all = 0;
  for (const std::string& name : names) {
    widths.push_back(pen.width(font, name) + 2 * u);
    all += widths.back();
  }
  const bool fits = all <= box.w;
  const Range range =
      fits ? Range{0, names.size() - 1} : range_around(widths, chosen, box.w - 2 * arrow_w);
  std::size_t wanted = chosen;
  float x = box.x;
  if (!fits) {
    if (draw_arrow(pen, fmt::format("{} before", id), {x, box.y, arrow_w, box.h}, true)) {
      wanted = (chosen + names.size() - 1) % names.size();
    }
    x += arrow_w;
  }
  for (std::size_t i = range.first; i <= range.last; ++i) {
    const float right_most = box.right() - (fits ? 0 : arrow_w);
    const Box tab{x, box.y, std::min(widths[i], right_most - x), box.h};
    bool hovered = false;
    if (clicked(fmt::format("{} {}", id, i).c_str(), tab, &hovered)) wanted = i;
    const bool shown = i == chosen;
    pen.fitted({tab.x + u, tab.y, tab.w - u, tab.h}, font,
               shown || hovered ? pen.theme().text : pen.theme().muted, names[i]);
    if (shown) {
      pen.fill({tab.x + u, tab.bottom() - 0.3f * u, tab.w - 2 * u, 0.3f * u}, pen.theme().text,
               0.15f * u);
    }
    x = tab.right();
  }
  if (!fits && draw_arrow(pen, fmt::format("{} after", id),
                          {box.right() - arrow_w, box.y, arrow_w, box.h}, false)) {
    wanted = (chosen + 1) % names.size();
  }
  return wanted;
}

}  // namespace mailtown::view
