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
  const float rows = static_cast<float>(keys.size()) + 2;
  const float row = std::min(3.25f * u, (window.h - 4 * u) / rows);
  const Point size{std::min(78 * u, window.w - 2 * u), rows * row + 2 * u};
  const Box box{window.centre().x - size.x / 2, window.centre().y - size.y / 2, size.x, size.y};
  pen.fill(box, ui.theme.panel, 1.5f * u);
  pen.frame(box, ui.theme.line, 1.5f * u);
  const float fit = std::min(1.f, row / (2.4f * u));
  pen.fitted({box.x + 3 * u, box.y + u, box.w - 6 * u, 1.5f * row}, ui.fonts.title, ui.theme.text,
             view.words().ui("view.keys"), Align::left, fit);
  float y = box.y + u + 1.75f * row;
  const float keys_w = std::min(20 * u, 0.34f * box.w);
  for (const KeyHelp& help : keys) {
    pen.fitted({box.x + 3 * u, y, keys_w - u, row}, ui.fonts.bold, ui.theme.text, help.keys,
               Align::left, fit);
    pen.fitted({box.x + 3 * u + keys_w, y, box.w - 5 * u - keys_w, row}, ui.fonts.text,
               ui.theme.muted, view.words().ui(help.what), Align::left, fit);
    y += row;
  }
  ImGui::End();
}

}  // namespace mailtown::view
