#include "visualizer/field.h"
#include "visualizer/palette.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

constexpr float row_units = 3.75f, field_units = 6;

void draw_entry(const Pen& pen, View& view, std::size_t number, const PaletteEntry& entry,
                Box row) {
  const float u = pen.u();
  const std::string id = "entry " + std::to_string(number);
  const bool chosen = number == view.palette().chosen;
  bool hovered = false;
  const bool hit = clicked(id.c_str(), row, &hovered);
  if (chosen || hovered) pen.fill(row, pen.theme().hover, u, chosen ? 1.f : 0.5f);
  if (chosen) pen.fill({row.x, row.y + u, 0.5f * u, row.h - 2 * u}, pen.theme().now, 0.25f * u);
  const float key_w = entry.key.empty() ? 0 : pen.width(pen.fonts().small, entry.key) + 2 * u;
  pen.fitted({row.x + 2 * u, row.y, row.w - key_w - 4 * u, row.h}, pen.fonts().text,
             chosen ? pen.theme().text : pen.theme().muted, entry.words);
  if (key_w > 0) {
    pen.fitted({row.right() - key_w - u, row.y, key_w, row.h}, pen.fonts().small, pen.theme().faint,
               entry.key, Align::right);
  }
  if (hit) view.pick(number);
}

}  // namespace

void draw_palette(const Ui& ui, View& view, Box window) {
  const Pen pen = begin_overlay(ui, "palette", window, 0.6f);
  const float u = ui.u, row = row_units * u;
  const auto& entries = palette_entries(view);
  const float room = window.h - 12 * u - field_units * u;
  const auto fit = static_cast<std::size_t>(std::max(1.f, room / row));
  const std::size_t shown = std::min({entries.size(), fit, std::size_t{12}});
  const Point size{std::min(84 * u, window.w - 4 * u),
                   field_units * u + (static_cast<float>(shown) * row) + 2 * u};
  const Box box{window.centre().x - size.x / 2, std::min(10 * u, 0.12f * window.h), size.x, size.y};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  const std::string& typed = view.palette().typed;
  const std::string hint =
      view.words().ui(view.palette().machines ? "view.find-hint" : "view.palette-hint");
  draw_field(pen, {box.x, box.y, box.w, field_units * u}, ui.fonts.title, {typed, typed, hint});
  // The chosen one stays in sight.
  const std::size_t chosen = view.palette().chosen;
  const std::size_t first = chosen < shown ? 0 : chosen - shown + 1;
  float y = box.y + field_units * u + u;
  for (std::size_t i = first; i < first + shown && i < entries.size(); ++i) {
    draw_entry(pen, view, i, entries[i], {box.x + u, y, box.w - 2 * u, row});
    y += row;
  }
  if (clicked("close", window)) view.set_palette(false);
  ImGui::End();
}

}  // namespace mailtown::view
