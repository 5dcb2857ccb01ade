#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

// Lays the map out anew if the room or the text size has changed.
void refresh(View& view, Memory& memory, Box area, float unit) {
  if (memory.map_area == area && memory.map_unit == unit) return;
  memory.map_area = area;
  memory.map_unit = unit;
  memory.map = lay_out(view.run().reading().header(), area, unit);
  memory.links.clear();
  for (const reader::Motion& motion : view.run().joined().motions) {
    const auto from = memory.map.find(motion.from), to = memory.map.find(motion.to);
    if (!from || !to || *from == *to) continue;
    const auto pair = std::minmax(*from, *to);
    if (memory.links.contains(pair)) continue;
    memory.links.emplace(pair, route(memory.map, pair.first, pair.second));
  }
}

}  // namespace

std::optional<Curve> way(const Memory& memory, std::string_view from, std::string_view to) {
  const auto a = memory.map.find(from), b = memory.map.find(to);
  if (!a || !b) return std::nullopt;
  const auto found = memory.links.find(std::minmax(*a, *b));
  if (found == memory.links.end()) return std::nullopt;
  const Curve& c = found->second;
  return *a < *b ? c : Curve{c.to, c.bend, c.from};
}

void draw_map(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen pen(ui, "map");
  const float u = ui.u;
  pen.fill(box, ui.theme.panel, 1.25f * u);
  pen.frame(box, ui.theme.line, 1.25f * u, 1, 0.6f);
  const float room = box.h / u;
  const float caption_h = (room > 40 ? 10.5f : room > 30 ? 7.f : 4.5f) * u;
  const Box caption{box.x, box.bottom() - caption_h, box.w, caption_h};
  const Box area{box.x, box.y, box.w, box.h - caption_h};
  refresh(view, memory, area, u);
  pen.list().PushClipRect(vec(box.top_left()), vec(box.bottom_right()), true);
  draw_regions(pen, view, memory.map);
  draw_ways(pen, view, memory);
  draw_cards(pen, view, memory.map);
  draw_travellers(pen, view, memory);
  draw_caption(pen, view, caption);
  draw_machine_info(pen, view, memory.map, area);
  pen.list().PopClipRect();
}

}  // namespace mailtown::view
