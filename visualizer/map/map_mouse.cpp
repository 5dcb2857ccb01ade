#include <array>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

constexpr std::size_t button_count = 4;

// From the right: larger, smaller, all of it, follow.
Box button_box(const MapScene& scene, std::size_t index) {
  const float u = scene.pen.u(), size = 3 * u;
  const float x = scene.foot.right() - u - static_cast<float>(index + 1) * (size + 0.5f * u);
  return {x, scene.foot.bottom() - size - 0.5f * u, size, size};
}

// In a small window there are the keys.
bool has_buttons(const MapScene& scene) {
  return scene.foot.h > 0 && scene.foot.w > 60 * scene.pen.u();
}

}  // namespace

void act_on_buttons(const MapScene& scene) {
  if (!has_buttons(scene)) return;
  MapCamera& camera = scene.view.map();
  if (clicked("map-in", button_box(scene, 0))) camera.zoom_in();
  if (clicked("map-out", button_box(scene, 1))) camera.zoom_out();
  if (clicked("map-fit", button_box(scene, 2))) camera.fit();
  if (clicked("map-follow", button_box(scene, 3))) camera.toggle_follow();
}

void draw_buttons(const MapScene& scene) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const bool follows = scene.view.map().follows();
  pen.say(scene.view.words().ui(follows ? "view.map.follows" : "view.map.stays"));
  if (!has_buttons(scene)) return;
  const float u = pen.u();
  for (std::size_t i = 0; i < button_count; ++i) {
    const Box box = button_box(scene, i);
    const bool lit = i == 3 && follows;
    pen.fill(box, theme.raised, box.h / 2, 0.92f);
    pen.frame(box, lit ? theme.text : theme.line, box.h / 2, lit ? 1.6f : 1.f);
    const Point c = box.centre();
    const Colour ink_of = lit ? theme.text : theme.muted;
    const float h = 0.65f * u;
    if (i < 2) pen.segment({c.x - h, c.y}, {c.x + h, c.y}, ink_of, 1.8f);
    if (i == 0) pen.segment({c.x, c.y - h}, {c.x, c.y + h}, ink_of, 1.8f);
    if (i == 2) pen.frame({c.x - h, c.y - 0.8f * h, 2 * h, 1.6f * h}, ink_of, 2, 1.6f);
    if (i == 3) {
      pen.list().AddCircle(vec(c), h, ink(ink_of), 24, 1.6f);
      pen.dot(c, 0.3f * h, ink_of);
    }
  }
}

// The wheel zooms where the pointer is; dragging moves the map.
void take_mouse(const MapScene& scene) {
  const ImGuiIO& io = ImGui::GetIO();
  MapCamera& camera = scene.view.map();
  const Box area = scene.area;
  ImGui::SetCursorScreenPos(vec(area.top_left()));
  ImGui::InvisibleButton("map-ground", {std::max(1.f, area.w), std::max(1.f, area.h)});
  if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    camera.drag(-io.MouseDelta.x / area.w, -io.MouseDelta.y / area.h);
  }
  const Point at{(io.MousePos.x - area.x) / area.w, (io.MousePos.y - area.y) / area.h};
  const bool inside = area.contains(Point{io.MousePos.x, io.MousePos.y});
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) camera.zoom_by(2, at);
  constexpr float notch = 1.2f;
  if (inside && ImGui::IsWindowHovered() && io.MouseWheel != 0) {
    camera.zoom_by(std::pow(notch, io.MouseWheel), at);
  }
}

}  // namespace mailtown::view
