#include "visualizer/keys.h"
#include "visualizer/screen.h"

namespace mailtown::view {

void draw_help(const Ui& ui, View& view, Box window) {
  const Pen pen = begin_overlay(ui, "help", window, 0.82f);
  const float u = ui.u;
  if (clicked("close", window)) view.set_help(false);
  const auto& keys = key_help();
  // Two columns where there is room.
  const std::size_t columns = window.w > 130 * u ? 2 : 1;
  const std::size_t in_column = (keys.size() + columns - 1) / columns;
  const float rows = static_cast<float>(in_column) + 2;
  const float row = std::min(3.25f * u, (window.h - 4 * u) / rows);
  const float fit = std::min(1.f, row / (2.4f * u)), s = u * fit;  // all shrinks with the text
  const float column_w = std::min(78 * s, (window.w - 2 * u) / static_cast<float>(columns));
  const Point size{column_w * static_cast<float>(columns), rows * row + 2 * u};
  const Box box{window.centre().x - size.x / 2, window.centre().y - size.y / 2, size.x, size.y};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  pen.fitted({box.x + 3 * s, box.y + u, box.w - 6 * s, 1.5f * row}, ui.fonts.title, ui.theme.text,
             view.words().ui("view.keys"), Align::left, fit);
  const float keys_w = std::min(20 * s, 0.34f * column_w);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const KeyHelp& help = keys[i];
    const float x = box.x + 3 * s + static_cast<float>(i / in_column) * column_w;
    const float y = box.y + u + (1.75f + static_cast<float>(i % in_column)) * row;
    pen.fitted({x, y, keys_w - s, row}, ui.fonts.bold, ui.theme.text, help.keys, Align::left, fit);
    pen.fitted({x + keys_w, y, column_w - 5 * s - keys_w, row}, ui.fonts.text, ui.theme.muted,
               view.words().ui(help.what), Align::left, fit);
  }
  ImGui::End();
}

}  // namespace mailtown::view
