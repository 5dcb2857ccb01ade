#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

// Real programs do not tell their domain: where no machine has one, the region has no name.
std::string name_of(const MapScene& scene, const MapRegion& region) {
  const bool nobody_has = region.domain.empty() && scene.map.layout.regions.size() == 1;
  return region.domain.empty() && !nobody_has ? scene.view.words().ui("view.shared-region")
                                              : region.domain;
}

struct PlaceSigns {
  std::size_t machines = 0, down = 0, queued = 0, stored = 0;
  bool now = false, chosen = false;
};

PlaceSigns signs_of(const MapScene& scene, const MapRegion& region, std::string_view acting) {
  PlaceSigns signs;
  for (const auto& row : region.rows) {
    for (const std::size_t m : row) {
      const MachineSigns& machine = scene.map.state.of(m);
      ++signs.machines;
      signs.down += machine.up ? 0 : 1;
      signs.queued += machine.queued;
      signs.stored += machine.stored;
      const std::string& name = scene.map.layout.machines[m].name;
      signs.now = signs.now || name == acting;
      signs.chosen = signs.chosen || scene.view.selected() == name;
    }
  }
  return signs;
}

// "d17.example", or "d17" where there is little room.
std::string name_that_fits(const Pen& pen, ImFont* font, const std::string& name, float room,
                           float scale) {
  if (pen.width(font, name, scale) <= room) return name;
  return name.substr(0, name.find('.'));
}

// Of a region's ground over the panel.
float region_alpha(const Theme& theme) {
  return theme.dark ? 0.75f : 0.6f;
}

// A number behind a sign; returns its width.
float draw_count(const Pen& pen, Point at, float h, std::size_t count, bool queue) {
  const float u = pen.u(), size = 1.5f * u;
  const std::string number = fmt::format("{}", count);
  const Point sign{at.x + size / 2, at.y + h / 2};
  if (queue) {
    draw_envelope(pen, sign, size, pen.theme().mail, pen.theme().muted);
  } else {
    draw_role(pen, "mda", sign, size, pen.theme().muted);
  }
  const float w = pen.width(pen.fonts().small, number, 0.9f);
  pen.fitted({at.x + size + 0.3f * u, at.y, w + 1, h}, pen.fonts().small, pen.theme().muted, number,
             Align::left, 0.9f);
  return size + w + u;
}

void draw_place(const MapScene& scene, const MapRegion& region, std::string_view acting) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const float u = pen.u();
  const Box box = scene.lens(region.box);
  if (!scene.is_seen(box)) return;
  const PlaceSigns signs = signs_of(scene, region, acting);
  const std::string id = "place " + region.domain;
  bool hovered = false;
  if (clicked(id.c_str(), box, &hovered)) {
    scene.view.map().show(scene.map.layout.machines[region.rows[0][0]].name);
  }
  const float radius = std::min(u, box.h / 5);
  if (signs.now) pen.fill(box.inset(-0.6f * u), theme.now, 1.5f * radius, 0.2f);
  pen.fill(box, hovered ? theme.hover : theme.raised, radius);
  pen.frame(box,
            signs.now      ? theme.now
            : signs.chosen ? theme.text
                           : theme.line,
            radius, signs.now ? 2.5f : 1.2f);
  const bool shared = region.domain.empty();
  const std::string name = name_of(scene, region);
  ImFont* font = pen.fonts().small;
  const float pad = std::min(u, box.w * 0.08f), inner = box.w - 2 * pad;
  if (box.h < 1.2f * u || inner < 3 * u) {
    if (hovered) pen.pill({box.x, box.bottom()}, font, theme.text, theme.panel, name);
    return;
  }
  const float scale = std::clamp(inner / pen.width(font, name), 0.85f, 1.05f);
  const std::string shown = shared ? name : name_that_fits(pen, font, name, inner, scale);
  const bool two_lines = box.h >= 2.9f * u;
  const float line_h = two_lines ? std::min(2 * u, 0.48f * box.h) : 2 * u;
  const float spare = std::max(0.f, box.h - 2 * line_h);
  const float y = two_lines ? box.y + std::min(u, spare / 2) : box.centre().y - line_h / 2;
  pen.fitted({box.x + pad, y, inner + 1, line_h}, font, theme.text, shown, Align::left, scale);
  if (!two_lines) return;
  const float low = y + line_h;
  const std::string hosts = scene.view.words().count("view.map.machines", signs.machines);
  const float hosts_w = pen.width(font, hosts, 0.9f);
  const std::string count = hosts_w <= inner ? hosts : fmt::format("{}", signs.machines);
  pen.say(name + ": " + hosts);  // in full, whatever there is room for
  float x = box.x + pad;
  x += pen.fitted({x, low, inner, line_h}, font, theme.muted, count, Align::left, 0.9f) + u;
  float line = low;
  const auto next_place = [&](float w) {
    if (x + w <= box.right() - pad) return true;
    x = box.x + pad;
    line += line_h;
    return line + line_h <= box.bottom();
  };
  const float sign_w = 4 * u;
  if (signs.down > 0 && next_place(sign_w)) {
    draw_cross(pen, {x + 0.7f * u, line + line_h / 2}, 1.2f * u, theme.bad);
    x += 1.6f * u;
    x += pen.fitted({x, line, 3 * u, line_h}, font, theme.bad, fmt::format("{}", signs.down),
                    Align::left, 0.9f) +
         u;
  }
  if (signs.queued > 0 && next_place(sign_w)) {
    x += draw_count(pen, {x, line}, line_h, signs.queued, true);
  }
  if (signs.stored > 0 && next_place(sign_w)) {
    draw_count(pen, {x, line}, line_h, signs.stored, false);
  }
}

}  // namespace

void draw_places(const MapScene& scene) {
  const Step step = scene.view.step();
  const std::string_view acting =
      step == 0 ? std::string_view{} : scene.view.run().reading().machine(step).get();
  for (const MapRegion& region : scene.map.layout.regions) draw_place(scene, region, acting);
}

void draw_regions(const MapScene& scene) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const float u = pen.u(), s = u * scene.scale;
  for (const MapRegion& region : scene.map.layout.regions) {
    const Box box = scene.lens(region.box);
    if (!scene.is_seen(box)) continue;
    const bool shared = region.domain.empty();
    pen.fill(box, theme.back, 2 * s, region_alpha(theme));
    pen.frame(box, theme.line, 2 * s, 1.2f, shared ? 0.5f : 0.9f);
  }
}

void draw_region_titles(const MapScene& scene) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const float u = pen.u();
  for (const MapRegion& region : scene.map.layout.regions) {
    const Box box = scene.lens(region.box);
    if (!scene.is_seen(box)) continue;
    const bool shared = region.domain.empty();
    const std::string name = name_of(scene, region);
    // Readable however small the region, and in sight as long as any of it is.
    Box title = scene.lens(region.title);
    const float scale = std::clamp(scene.scale, 0.65f, 1.15f);
    title.x = std::max(title.x, std::min(scene.area.x + u, box.right() - 20 * u));
    title.w = std::max(title.w, box.right() - title.x - 0.5f * u);
    const float w = std::min(title.w, pen.width(pen.fonts().bold, name, scale));
    const Box ground{title.x - 0.5f * u, title.y, w + u, title.h};
    // Ways do not cross it out: once more the region's ground, over them.
    pen.fill(ground, theme.panel, 0.5f * u, 0.85f);
    pen.fill(ground, theme.back, 0.5f * u, region_alpha(theme));
    pen.fitted(title, pen.fonts().bold, shared ? theme.muted : theme.text, name, Align::left,
               scale);
  }
}

}  // namespace mailtown::view
