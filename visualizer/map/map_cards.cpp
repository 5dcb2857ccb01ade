#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

// How many letters lie at a machine: a small sign with the number at a corner of the card.
void draw_badge(const Pen& pen, Point corner, float size, std::size_t count, bool queue) {
  if (count == 0) return;
  const Theme& theme = pen.theme();
  const std::string number = fmt::format("{}", count);
  const float scale = std::max(0.7f, size / (2.2f * pen.u()));
  const float number_w = pen.width(pen.fonts().small, number, scale);
  const Box ground{corner.x - size * 0.9f, corner.y - size * 0.6f, size * 1.9f + number_w,
                   size * 1.2f};
  pen.fill(ground, theme.panel, size * 0.6f);
  pen.frame(ground, theme.line, size * 0.6f);
  const Point sign{ground.x + size * 0.8f, corner.y};
  if (queue) {
    draw_envelope(pen, sign, size, theme.mail, theme.muted);
  } else {
    draw_role(pen, "mda", sign, size, theme.text);
  }
  pen.fitted({ground.x + size * 1.45f, ground.y, number_w + 2, ground.h}, pen.fonts().small,
             theme.text, number, Align::left, scale);
}

// Cuts a name that is too long for one line where its halves differ least: behind a dot or hyphen.
std::pair<std::string, std::string> halves_of(const Pen& pen, const std::string& name) {
  std::pair<std::string, std::string> best{name, ""};
  float least = pen.width(pen.fonts().bold, name);
  for (std::size_t at = 1; at + 1 < name.size(); ++at) {
    if (name[at] != '.' && name[at] != '-') continue;
    const std::string first = name.substr(0, at + 1), second = name.substr(at + 1);
    const float widest =
        std::max(pen.width(pen.fonts().bold, first), pen.width(pen.fonts().bold, second));
    if (widest >= least) continue;
    least = widest;
    best = {first, second};
  }
  return best;
}

// What is written under the name: that it is down, what ails it, or what it is.
std::string note_of(const View& view, const MapMachine& machine, const MachineSigns& signs) {
  if (!signs.up) return view.words().ui("view.down");
  if (!signs.troubles.empty()) return view.words().ui("view.map." + signs.troubles.back());
  return roles_of(view, machine.roles);
}

// The name, and what the machine is; a long name takes both lines, since the signs say the roles.
void draw_words(const MapScene& scene, const MapMachine& machine, Box box,
                const MachineSigns& signs) {
  constexpr float name_scale = 0.92f, fits_well = 0.9f;
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const float scale = scene.scale, s = pen.u() * scale, inner = box.w - s;
  const Colour colour = signs.up ? theme.text : theme.faint;
  const bool well = signs.up && signs.troubles.empty();
  const auto line = [&](float y, const std::string& text) {
    const float w = pen.width(pen.fonts().bold, text, scale * name_scale);
    const float fit = std::clamp(inner / w, 0.7f, 1.f);
    pen.fitted({box.x + s / 2, box.y + y * s, inner + 1, 2 * s}, pen.fonts().bold, colour, text,
               Align::centre, scale * name_scale * fit);
  };
  const float whole = pen.width(pen.fonts().bold, machine.label, scale * name_scale);
  if (well && whole > inner / fits_well) {
    const auto [first, second] = halves_of(pen, machine.label);
    if (!second.empty()) {
      line(4.4f, first);
      line(6.3f, second);
      return;
    }
  }
  line(4.5f, machine.label);
  pen.fitted({box.x + s / 2, box.y + 6.5f * s, inner, 1.8f * s}, pen.fonts().small,
             well ? theme.muted : theme.bad, note_of(scene.view, machine, signs), Align::centre,
             scale);
}

void draw_roles(const Pen& pen, const MapMachine& machine, Point centre, float icon,
                Colour colour) {
  const auto roles = static_cast<float>(machine.roles.size());
  for (std::size_t i = 0; i < machine.roles.size(); ++i) {
    const float x = centre.x + (static_cast<float>(i) - (roles - 1) / 2) * 1.3f * icon;
    draw_role(pen, machine.roles[i], {x, centre.y}, icon, colour);
  }
}

// Small: the signs of its roles and, readable, as much of its name as there is room for.
void draw_tile_words(const MapScene& scene, const MapMachine& machine, Box box, Colour colour) {
  const Pen& pen = scene.pen;
  const float u = pen.u();
  ImFont* font = pen.fonts().small;
  const float room = box.w - 0.5f * u;
  // Large text may shrink further and is still read.
  constexpr float least_px = 11;
  const float least = std::clamp(least_px / font->FontSize, 0.5f, 0.75f);
  const float scale = std::clamp(room / pen.width(font, machine.label), least, 0.95f);
  const bool has_name = room >= 2.6f * u && box.h >= 1.5f * u;
  const bool has_signs = !has_name || box.h >= 3 * u;
  const float name_h = 1.6f * u;
  if (has_signs) {
    const float h = has_name ? box.h - name_h : box.h;
    const auto roles = static_cast<float>(machine.roles.size());
    const float icon = std::min({0.75f * h, 2.4f * u, room / (1.3f * roles)});
    draw_roles(pen, machine, {box.centre().x, box.y + h / 2 + 0.1f * u}, icon, colour);
  }
  if (!has_name) return;
  const float y = has_signs ? box.bottom() - name_h - 0.1f * u : box.centre().y - name_h / 2;
  pen.fitted({box.x + 0.25f * u, y, room + 1, name_h}, font, colour, machine.label, Align::centre,
             scale);
}

// What surrounds a card: whether it acts, is looked at, or pointed at.
void draw_ground(const MapScene& scene, const MapMachine& machine, Box box) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  View& view = scene.view;
  const float s = pen.u() * scene.scale;
  const bool now = view.step() != 0 && view.run().reading().machine(view.step()) == machine.name;
  const bool chosen = view.selected() == machine.name;
  bool hovered = false;
  if (clicked(machine.name.c_str(), box, &hovered)) {
    view.select(chosen ? std::nullopt : std::optional(machine.name));
  }
  if (now) {
    for (int ring = 3; ring > 0; --ring) {
      pen.fill(box.inset(-1.2f * static_cast<float>(ring) * s * 0.6f), theme.now, 1.6f * s, 0.07f);
    }
  }
  pen.fill(box, hovered || chosen ? theme.hover : theme.raised, s);
  pen.frame(box, now ? theme.now : chosen ? theme.text : theme.line, s, now ? 2.5f : 1.2f);
}

void draw_card(const MapScene& scene, std::size_t index) {
  const Pen& pen = scene.pen;
  const MapMachine& machine = scene.map.layout.machines[index];
  const Box box = scene.lens(machine.box);
  const MachineSigns& signs = scene.map.state.of(index);
  const Theme& theme = pen.theme();
  draw_ground(scene, machine, box);
  const Colour colour = signs.up ? theme.text : theme.faint;
  const bool tile = scene.detail == Detail::tiles;
  const float s = pen.u() * (tile ? std::max(scene.scale, 0.6f) : scene.scale);
  if (tile) {
    draw_tile_words(scene, machine, box, colour);
  } else {
    draw_roles(pen, machine, {box.centre().x, box.y + 2.5f * s}, 3.2f * s, colour);
    draw_words(scene, machine, box, signs);
  }
  const Point corner = box.top_left() + Point{1.2f * s, 1.2f * s};
  if (!signs.up) {
    draw_cross(pen, {box.right() - 1.2f * s, box.y + 1.2f * s}, 1.5f * s, theme.bad);
  } else if (!signs.troubles.empty()) {
    draw_no_entry(pen, corner, 1.8f * s, theme.bad);
  }
  if (tile && box.w < 5 * pen.u()) return;  // no room for numbers
  const float badge = (tile ? 1.5f : 1.8f) * s;
  draw_badge(pen, {box.right() - 1.5f * s, box.y}, badge, signs.queued, true);
  draw_badge(pen, {box.right() - 1.5f * s, box.bottom()}, badge, signs.stored, false);
}

}  // namespace

std::string roles_of(const View& view, const std::vector<std::string>& roles) {
  std::string words;
  for (const std::string& role : roles) {
    if (!words.empty()) words += " · ";
    words += view.words().ui("view.role." + role);
  }
  return words;
}

void draw_cards(const MapScene& scene) {
  for (std::size_t m = 0; m < scene.map.layout.machines.size(); ++m) {
    // The glow of a card that acts, and its badges, reach out of it.
    if (scene.is_seen(scene.lens(scene.map.layout.machines[m].box).inset(-2 * scene.pen.u()))) {
      draw_card(scene, m);
    }
  }
}

}  // namespace mailtown::view
