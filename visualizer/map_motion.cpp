#include "visualizer/icons.h"
#include "visualizer/map_parts.h"

namespace mailtown::view {
namespace {

using What = reader::Motion::What;

bool is_dns(What what) {
  return what == What::question || what == What::answer;
}

// The ways that the current letter has gone so far stay visible.
void draw_trail(const Pen& pen, View& view, const Memory& memory) {
  const std::uint32_t letter = view.run().letter_near(view.step());
  if (letter == 0) return;
  for (const reader::Motion& motion : view.run().joined().motions) {
    if (motion.letter != letter || motion.what != What::body || motion.lost) continue;
    if (motion.sent > view.step() || motion.arrived > view.step()) continue;
    if (const auto curve = way(memory, motion.from, motion.to)) {
      pen.stroke(*curve, pen.theme().now, 0.6f * pen.u(), 0.28f);
      draw_arrow_head(pen, curve->at(0.56f), curve->heading(0.56f), 1.6f * pen.u(), pen.theme().now,
                      0.5f);
    }
  }
}

void draw_packet(const Pen& pen, const Traveller& traveller, Point at) {
  const Theme& theme = pen.theme();
  const float size = 2.6f * pen.u();
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

// What it says, on a label beside the middle of its way.
void draw_label(const Pen& pen, const View& view, const Traveller& traveller, const Curve& curve,
                Box area) {
  std::string words = traveller.motion->text;
  if (traveller.gone) words += "  " + view.words().ui("view.lost");
  if (words.empty()) return;
  const float u = pen.u(), most = std::min(44 * u, area.w * 0.6f);
  ImFont* font = pen.fonts().mono;
  const float w = std::min(most, pen.width(font, words)) + 2 * u, h = 3 * u;
  const Point middle = curve.at(0.5f);
  const Point heading = curve.heading(0.5f);
  const float away = 3.2f * u + std::abs(heading.y) * w / 2;
  Point side{heading.y, -heading.x};
  if (side.y > 0) side = side * -1;
  Point centre = middle + side * away;
  centre.x = std::clamp(centre.x, area.x + w / 2 + u, area.right() - w / 2 - u);
  centre.y = std::clamp(centre.y, area.y + h / 2 + u, area.bottom() - h / 2 - u);
  const Box box{centre.x - w / 2, centre.y - h / 2, w, h};
  pen.fill(box, pen.theme().panel, 0.75f * u, 0.96f);
  pen.frame(box, traveller.gone ? pen.theme().bad : pen.theme().now, 0.75f * u, 1.5f);
  pen.fitted({box.x + u, box.y, w - 2 * u + 1, h}, font, pen.theme().text, words);
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
      draw_arrow_head(pen, curve->at(1), curve->heading(1), 1.4f * pen.u(), pen.theme().now);
    }
  }
  for (const Traveller& traveller : all) {
    const auto curve = way(memory, traveller.motion->from, traveller.motion->to);
    if (!curve) continue;
    // At rest it stands at the door, not on the card.
    draw_packet(pen, traveller, curve->at(0.04f + 0.88f * traveller.place));
    if (traveller.now) draw_label(pen, view, traveller, *curve, memory.map_area);
  }
}

}  // namespace mailtown::view
