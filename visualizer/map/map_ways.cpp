#include <array>

#include "visualizer/dialogue.h"
#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

using What = reader::Motion::What;

bool is_dns(What what) {
  return what == What::question || what == What::answer;
}

// What stands on the map shrinks with its cards, though less.
float size_on(const MapLayout& map) {
  return 0.4f + 0.6f * std::min(map.scale, 1.f);
}

// The ways that the current letter has gone so far stay visible.
void draw_trail(const Pen& pen, View& view, const Memory& memory) {
  const std::uint32_t letter = view.run().letter_near(view.step());
  if (letter == 0) return;
  const float scale = size_on(memory.map);
  for (const reader::Motion& motion : view.run().joined().motions) {
    if (motion.letter != letter || motion.what != What::body || motion.lost) continue;
    if (motion.sent > view.step() || motion.arrived > view.step()) continue;
    if (const auto curve = way(memory, motion.from, motion.to)) {
      pen.stroke(*curve, pen.theme().now, 0.6f * pen.u() * scale, 0.28f);
      // Between neighbours the way is short, and the head must leave some of it to be seen.
      const float head = std::min(1.6f * pen.u() * scale, 0.4f * length(curve->to - curve->from));
      draw_arrow_head(pen, curve->at(0.56f), curve->heading(0.56f), head, pen.theme().now, 0.5f);
    }
  }
}

void draw_packet(const Pen& pen, const Traveller& traveller, Point at, float scale) {
  const Theme& theme = pen.theme();
  const float size = 2.6f * pen.u() * scale;
  const Colour ground = traveller.now ? theme.now : theme.muted;
  const Colour sign = traveller.now ? theme.on_now : theme.panel;
  switch (traveller.motion->what) {
    case What::question:
    case What::answer:
      draw_dns_packet(pen, at, size, traveller.motion->what == What::answer, ground, sign);
      break;
    case What::body:
      draw_envelope(pen, at, 1.4f * size, theme.mail, traveller.now ? theme.now : theme.muted);
      break;
    case What::line:
      draw_line_packet(pen, at, 0.9f * size, ground);
      break;
    case What::knock:
      pen.list().AddCircle(vec(at), 0.35f * size, ink(ground), 24, 2.5f);
      break;
  }
  if (traveller.gone) draw_cross(pen, at, 1.3f * size, theme.bad);
}

Point nearest(Box box, Point to) {
  return {std::clamp(to.x, box.x, box.right()), std::clamp(to.y, box.y, box.bottom())};
}

// Beside the way where it hides least: cards count most, then the distance.
Box place_for_label(const MapLayout& map, const Curve& curve, Point size, Box area, float u) {
  const Point middle = curve.at(0.5f);
  Box best;
  float least = 1e9f;
  for (int ring = 0; ring < 5; ++ring) {
    for (int i = 0; i < 8; ++i) {
      constexpr std::array<Point, 8> sides{Point{0, -1}, {0, 1},   {1, 0}, {-1, 0},
                                           {1, -1},      {-1, -1}, {1, 1}, {-1, 1}};
      const Point side = sides[static_cast<std::size_t>(i)];
      const float away = (3 + 3 * static_cast<float>(ring)) * u;
      Point c = middle + Point{side.x * (size.x / 2 + away), side.y * (size.y / 2 + away)};
      c.x = std::clamp(c.x, area.x + size.x / 2 + u, area.right() - size.x / 2 - u);
      c.y = std::clamp(c.y, area.y + size.y / 2 + u, area.bottom() - size.y / 2 - u);
      const Box box{c.x - size.x / 2, c.y - size.y / 2, size.x, size.y};
      float cost = length(nearest(box, middle) - middle) / (2 * u);
      for (const MapMachine& machine : map.machines) {
        if (machine.box.inset(-0.5f * u).overlaps(box)) cost += 20;
      }
      for (const MapRegion& region : map.regions) {
        if (region.title.overlaps(box)) cost += 4;
      }
      for (int t = 1; t < 16; ++t) {
        if (box.inset(-u).contains(curve.at(static_cast<float>(t) / 16))) cost += 2;
      }
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
  }
  return best;
}

// A label with its text, joined to what it is about by a thin line.
void draw_tag(const Pen& pen, Box box, Point about, Colour edge, std::string_view words) {
  const float u = pen.u();
  pen.segment(nearest(box, about), about, edge, 1, 0.5f);
  pen.fill(box, pen.theme().panel, 0.75f * u);
  pen.frame(box, edge, 0.75f * u, 1.5f);
  pen.fitted({box.x + u, box.y, box.w - 2 * u + 1, box.h}, pen.fonts().mono, pen.theme().text,
             words);
}

// What it says.
void draw_label(const Pen& pen, const View& view, const Memory& memory, const Traveller& traveller,
                const Curve& curve) {
  std::string words = words_of(view.run().reading(), *traveller.motion, view.words());
  words = words.substr(0, words.find('\n'));
  if (traveller.gone) words += "  " + view.words().ui("view.lost");
  if (words.empty()) return;
  const float u = pen.u(), most = std::min(48 * u, memory.map_area.w * 0.6f);
  ImFont* font = pen.fonts().mono;
  const Point size{std::min(most, pen.width(font, words)) + 2 * u, 3 * u};
  const Box box = place_for_label(memory.map, curve, size, memory.map_area, u);
  draw_tag(pen, box, curve.at(0.5f), traveller.gone ? pen.theme().bad : pen.theme().now, words);
}

// A decision happens inside a machine: what came out of it stands below the card.
void draw_decision(const Pen& pen, const View& view, const MapLayout& map, Box area) {
  if (view.step() == 0) return;
  const reader::Reading& reading = view.run().reading();
  const auto* decision = std::get_if<trace::Decision>(&reading.event(view.step()).payload);
  const auto machine = map.find(reading.machine(view.step()));
  if (!decision || !machine) return;
  const auto& words = view.words();
  const std::string outcome = words.has("word", decision->outcome)
                                  ? words.text("word", decision->outcome)
                                  : decision->outcome;
  const float u = pen.u(), size = 2.2f * u * size_on(map);
  const Box card = map.machines[*machine].box;
  draw_diamond(pen, {card.x, card.y}, size, pen.theme().now);
  if (area.h <= 26 * u) return;
  const float w = std::min(pen.width(pen.fonts().mono, outcome), 48 * u) + 2 * u;
  const float left = std::clamp(card.centre().x - w / 2, area.x + u, area.right() - w - u);
  draw_tag(pen, {left, card.bottom() + 0.75f * u, w, 3 * u}, {card.centre().x, card.bottom()},
           pen.theme().now, outcome);
}

}  // namespace

void draw_ways(const Pen& pen, View& view, const Memory& memory) {
  for (const auto& [machines, curve] : memory.links) {
    pen.stroke(curve, pen.theme().line, 1.4f, 0.7f);
  }
  draw_trail(pen, view, memory);
}

void draw_travellers(const Pen& pen, const View& view, const Memory& memory) {
  const std::vector<Traveller> all = travellers(view);
  for (const Traveller& traveller : all) {
    const auto curve = way(memory, traveller.motion->from, traveller.motion->to);
    if (!curve) continue;
    if (traveller.now) {
      if (is_dns(traveller.motion->what)) {
        pen.dashes(*curve, pen.theme().now, 2, 0.55f);
      } else {
        pen.stroke(*curve, pen.theme().now, 2, 0.4f);
      }
      pen.stroke(*curve, pen.theme().now, 2.5f, 1, traveller.place);
      draw_arrow_head(pen, curve->at(1), curve->heading(1), 1.4f * pen.u() * size_on(memory.map),
                      pen.theme().now);
    }
  }
  for (const Traveller& traveller : all) {
    const auto curve = way(memory, traveller.motion->from, traveller.motion->to);
    if (!curve) continue;
    // At rest it stands at the door, not on the card.
    draw_packet(pen, traveller, curve->at(0.04f + 0.88f * traveller.place), size_on(memory.map));
    // In a small window the caption alone says it.
    const bool room = memory.map_area.h > 26 * pen.u();
    if (traveller.now && room) draw_label(pen, view, memory, traveller, *curve);
  }
  draw_decision(pen, view, memory.map, memory.map_area);
}

}  // namespace mailtown::view
