#include "visualizer/style.h"

#include "visualizer/pen.h"

namespace mailtown::view {

void apply_style(const Theme& theme, float unit) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = style.FramePadding = style.ItemSpacing = {0, 0};
  style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
  style.WindowRounding = 0;
  style.WindowMinSize = {1, 1};
  style.ScrollbarSize = unit;
  style.ScrollbarRounding = unit / 2;
  style.GrabMinSize = 4 * unit;
  const auto set = [&](ImGuiCol where, Colour colour, float alpha) {
    style.Colors[where] = ImGui::ColorConvertU32ToFloat4(ink(colour, alpha));
  };
  set(ImGuiCol_WindowBg, theme.back, 0);
  set(ImGuiCol_ChildBg, theme.back, 0);
  set(ImGuiCol_ScrollbarBg, theme.panel, 0);
  set(ImGuiCol_ScrollbarGrab, theme.line, 0.8f);
  set(ImGuiCol_ScrollbarGrabHovered, theme.faint, 0.8f);
  set(ImGuiCol_ScrollbarGrabActive, theme.muted, 1);
  set(ImGuiCol_NavHighlight, theme.text, 0);
}

}  // namespace mailtown::view
