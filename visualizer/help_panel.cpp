#include "visualizer/keys.h"
#include "visualizer/screen.h"

namespace mailtown::view {

void draw_help(const Ui& ui, View& view, Box window) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::SetNextWindowFocus();
  ImGui::Begin("help", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav);
  const Pen pen(ui, "help");
  const float u = ui.u;
  if (clicked("close", window)) view.set_help(false);
  pen.fill(window, ui.theme.back, 0, 0.82f);
  const auto& keys = key_help();
  // Two columns where there is room.
  const std::size_t columns = window.w > 130 * u ? 2 : 1;
  const std::size_t in_column = (keys.size() + columns - 1) / columns;
  const float rows = static_cast<float>(in_column) + 2;
  const float row = std::min(3.25f * u, (window.h - 4 * u) / rows);
  const float column_w = std::min(78 * u, (window.w - 2 * u) / static_cast<float>(columns));
  const Point size{column_w * static_cast<float>(columns), rows * row + 2 * u};
  const Box box{window.centre().x - size.x / 2, window.centre().y - size.y / 2, size.x, size.y};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  const float fit = std::min(1.f, row / (2.4f * u));
  pen.fitted({box.x + 3 * u, box.y + u, box.w - 6 * u, 1.5f * row}, ui.fonts.title, ui.theme.text,
             view.words().ui("view.keys"), Align::left, fit);
  const float keys_w = std::min(20 * u, 0.34f * column_w);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const KeyHelp& help = keys[i];
    const float x = box.x + 3 * u + static_cast<float>(i / in_column) * column_w;
    const float y = box.y + u + (1.75f + static_cast<float>(i % in_column)) * row;
    pen.fitted({x, y, keys_w - u, row}, ui.fonts.bold, ui.theme.text, help.keys, Align::left, fit);
    pen.fitted({x + keys_w, y, column_w - 5 * u - keys_w, row}, ui.fonts.text, ui.theme.muted,
               view.words().ui(help.what), Align::left, fit);
  }
  ImGui::End();
}

}  // namespace mailtown::view
