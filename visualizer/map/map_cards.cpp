#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

std::string roles_of(const View& view, const MapMachine& machine) {
  std::string roles;
  for (const std::string& role : machine.roles) {
    if (!roles.empty()) roles += " · ";
    roles += view.words().ui("view.role." + role);
  }
  return roles;
}

// How many letters lie at a machine: a small sign with the number at a corner of the card.
void draw_badge(const Pen& pen, Point corner, float size, std::size_t count, bool queue) {
  if (count == 0) return;
  const Theme& theme = pen.theme();
  const std::string number = fmt::format("{}", count);
  const float scale = size / (2.2f * pen.u());
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

struct Counts {
  std::size_t queued = 0, stored = 0;
  bool up = true;
};

Counts counts_of(const reader::WorldState& state, const std::string& machine) {
  Counts counts;
  if (const auto queue = state.queues.find(machine); queue != state.queues.end()) {
    counts.queued = queue->second.size();
  }
  for (const auto& [where, messages] : state.mailboxes) {
    if (where.first == machine) counts.stored += messages.size();
  }
  if (const auto found = state.machines.find(machine); found != state.machines.end()) {
    counts.up = found->second.up;
  }
  return counts;
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

// The name, and what the machine is; a long name takes both lines, since the signs say the roles.
void draw_words(const Pen& pen, const View& view, const MapMachine& machine, float scale, bool up) {
  constexpr float name_scale = 0.92f, fits_well = 0.9f;
  const Theme& theme = pen.theme();
  const float s = pen.u() * scale, inner = machine.box.w - s;
  const Colour colour = up ? theme.text : theme.faint;
  const auto line = [&](float y, const std::string& text) {
    const float w = pen.width(pen.fonts().bold, text, scale * name_scale);
    const float fit = std::clamp(inner / w, 0.7f, 1.f);
    pen.fitted({machine.box.x + s / 2, machine.box.y + y * s, inner + 1, 2 * s}, pen.fonts().bold,
               colour, text, Align::centre, scale * name_scale * fit);
  };
  const float whole = pen.width(pen.fonts().bold, machine.label, scale * name_scale);
  if (up && whole > inner / fits_well) {
    const auto [first, second] = halves_of(pen, machine.label);
    if (!second.empty()) {
      line(4.4f, first);
      line(6.3f, second);
      return;
    }
  }
  line(4.5f, machine.label);
  const std::string note = up ? roles_of(view, machine) : view.words().ui("view.down");
  pen.fitted({machine.box.x + s / 2, machine.box.y + 6.5f * s, inner, 1.8f * s}, pen.fonts().small,
             up ? theme.muted : theme.bad, note, Align::centre, scale);
}

void draw_card(const Pen& pen, View& view, const MapMachine& machine, float scale) {
  const Theme& theme = pen.theme();
  const float s = pen.u() * scale;
  const Box box = machine.box;
  const bool now = view.step() != 0 && view.run().reading().machine(view.step()) == machine.name;
  const bool chosen = view.selected() == machine.name;
  const Counts counts = counts_of(view.run().state(view.step()), machine.name);
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
  const Colour colour = counts.up ? theme.text : theme.faint;
  const float icon = 3.2f * s, step = 4.2f * s;
  const auto roles = static_cast<float>(machine.roles.size());
  for (std::size_t i = 0; i < machine.roles.size(); ++i) {
    const float x = box.centre().x + (static_cast<float>(i) - (roles - 1) / 2) * step;
    draw_role(pen, machine.roles[i], {x, box.y + 2.5f * s}, icon, colour);
  }
  draw_words(pen, view, machine, scale, counts.up);
  if (!counts.up) draw_cross(pen, {box.right() - 1.5f * s, box.y + 1.5f * s}, 1.5f * s, theme.bad);
  draw_badge(pen, {box.right() - 1.5f * s, box.y}, 1.8f * s, counts.queued, true);
  draw_badge(pen, {box.right() - 1.5f * s, box.bottom()}, 1.8f * s, counts.stored, false);
}

}  // namespace

void draw_regions(const Pen& pen, const View& view, const MapLayout& map) {
  const Theme& theme = pen.theme();
  const float s = pen.u() * map.scale;
  for (const MapRegion& region : map.regions) {
    const bool shared = region.domain.empty();
    pen.fill(region.box, theme.back, 2 * s, theme.dark ? 0.75f : 0.6f);
    pen.frame(region.box, theme.line, 2 * s, 1.2f, shared ? 0.5f : 0.9f);
    const std::string name = shared ? view.words().ui("view.shared-region") : region.domain;
    pen.fitted(region.title, pen.fonts().bold, shared ? theme.muted : theme.text, name, Align::left,
               map.scale);
  }
}

void draw_cards(const Pen& pen, View& view, const MapLayout& map) {
  for (const MapMachine& machine : map.machines) draw_card(pen, view, machine, map.scale);
}

}  // namespace mailtown::view
