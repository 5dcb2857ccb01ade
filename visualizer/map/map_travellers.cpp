#include <fmt/core.h>

#include "visualizer/dialogue.h"
#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

using What = reader::Motion::What;

bool is_dns(What what) {
  return what == What::question || what == What::answer;
}

bool is_bad(Fate fate) {
  return fate == Fate::lost || fate == Fate::again || fate == Fate::refused ||
         fate == Fate::denies || fate == Fate::silence;
}

// Where it is: on its way, or as far below it as it has fallen.
Point spot_of(const MapScene& scene, const Traveller& traveller, const Curve& way) {
  // At rest it stands at the door, not on the card.
  const Point on_way = way.at(0.04f + 0.88f * traveller.place);
  const float deep = 4.5f * scene.pen.u() * scene.size();
  return on_way + Point{0, deep * traveller.fall * traveller.fall};
}

// The mark beside it that says what becomes of it.
void draw_fate(const MapScene& scene, const Traveller& traveller, Point at, float size) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const Point beside = at + Point{0.75f * size, -0.6f * size};
  switch (traveller.fate) {
    case Fate::moves:
      break;
    case Fate::lost:
      draw_cross(pen, at, 1.3f * size, theme.bad);
      break;
    case Fate::again:
      draw_cross(pen, at, 1.3f * size, theme.bad);
      draw_hourglass(pen, beside + Point{0.6f * size, 0}, size, theme.text);
      break;
    case Fate::refused:
    case Fate::denies:
      draw_no_entry(pen, beside, 0.85f * size, theme.bad);
      break;
    case Fate::silence:
    case Fate::late:
      draw_hourglass(pen, beside, 0.9f * size, traveller.now ? theme.now : theme.muted);
      break;
  }
}

void draw_packet(const MapScene& scene, const Traveller& traveller, const Curve& way) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const Point at = spot_of(scene, traveller, way);
  const float size = 2.6f * pen.u() * scene.size();
  const Colour ground = traveller.now ? theme.now : theme.muted;
  const Colour sign = traveller.now ? theme.on_now : theme.panel;
  if (traveller.fall > 0) {
    // The hole that it leaves, and how it fell.
    const Point hole = way.at(0.04f + 0.88f * traveller.place);
    pen.list().AddCircle(vec(hole), 0.4f * size, ink(theme.bad), 24, 1.6f);
    pen.dashes({hole, (hole + at) * 0.5f, at}, theme.bad, 1.4f, 0.8f);
  }
  switch (traveller.what) {
    case What::question:
    case What::answer:
      draw_dns_packet(pen, at, size, traveller.what == What::answer, ground, sign);
      break;
    case What::body:
      draw_envelope(pen, at, 1.4f * size, theme.mail, ground);
      break;
    case What::line:
      draw_line_packet(pen, at, 0.9f * size, ground);
      break;
    case What::knock:
      pen.list().AddCircle(vec(at), 0.35f * size, ink(ground), 24, 2.5f);
      break;
  }
  draw_fate(scene, traveller, at, size);
}

std::string duration(std::int64_t us, const reader::Catalogue& words) {
  const double seconds = static_cast<double>(us) / 1e6;
  return words.ui("view.map.s", {{"number", fmt::format("{:.3g}", seconds)}});
}

std::string words_of(const MapScene& scene, const Traveller& traveller) {
  const auto& words = scene.view.words();
  std::string text = traveller.packet;
  if (traveller.motion) {
    text = view::words_of(scene.view.run().reading(), *traveller.motion, words);
    text = text.substr(0, text.find('\n'));
  }
  const reader::Values wait{{"time", duration(traveller.wait_us, words)}};
  const auto add = [&](std::string more) { text += (text.empty() ? "" : "  ·  ") + more; };
  if (traveller.fate == Fate::lost) add(words.ui("view.lost"));
  if (traveller.fate == Fate::again) add(words.ui("view.map.again", wait));
  if (traveller.fate == Fate::refused) add(words.ui("view.map.refused"));
  if (traveller.fate == Fate::silence) add(words.ui("view.map.silence", wait));
  if (traveller.fate == Fate::late) add(words.ui("view.map.late", wait));
  return text;
}

void draw_moving_way(const MapScene& scene, const Traveller& traveller, const Curve& way) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  if (is_dns(traveller.what)) {
    pen.dashes(way, theme.now, 2, 0.55f);
  } else {
    pen.stroke(way, theme.now, 2, 0.4f);
  }
  pen.stroke(way, theme.now, 2.5f, 1, traveller.place);
  draw_arrow_head(pen, way.at(1), way.heading(1), 1.4f * pen.u() * scene.size(), theme.now);
}

// From far it is not seen which machines talk: their names stand at the places.
void name_ends(const MapScene& scene, const Traveller& traveller) {
  const Pen& pen = scene.pen;
  const float u = pen.u();
  for (const std::string* name : {&traveller.from, &traveller.to}) {
    const auto machine = scene.map.layout.find(*name);
    if (!machine) continue;
    const Box place = scene.box_of(*machine);
    const float w = pen.width(pen.fonts().small, *name) + 2 * u;
    const float x =
        std::clamp(place.centre().x - w / 2, scene.area.x + u, scene.area.right() - w - u);
    const bool below = place.bottom() + 3 * u < scene.area.bottom();
    pen.pill({x, below ? place.bottom() + 0.25f * u : place.y - 2.75f * u}, pen.fonts().small,
             pen.theme().text, pen.theme().panel, *name);
  }
}

}  // namespace

void draw_travellers(const MapScene& scene) {
  const std::vector<Traveller> all = travellers(scene.view);
  // In a small window the caption alone says it.
  const bool room = scene.foot.h > 0;
  for (const Traveller& traveller : all) {
    const auto way = scene.way(traveller.from, traveller.to);
    if (way && traveller.now) draw_moving_way(scene, traveller, *way);
  }
  for (const Traveller& traveller : all) {
    const auto way = scene.way(traveller.from, traveller.to);
    if (way) draw_packet(scene, traveller, *way);
    if (!traveller.now || !room) continue;
    if (scene.detail == Detail::places) name_ends(scene, traveller);
    const std::string words = words_of(scene, traveller);
    const Colour edge = is_bad(traveller.fate) ? scene.pen.theme().bad : scene.pen.theme().now;
    if (way && !words.empty()) {
      draw_label(scene, *way, spot_of(scene, traveller, *way), edge, words);
    }
  }
}

// A decision happens inside a machine, and so do waiting and what goes wrong: what came out of it
// stands below the card.
void draw_inner_event(const MapScene& scene) {
  const View& view = scene.view;
  if (view.step() == 0) return;
  const reader::Reading& reading = view.run().reading();
  const auto machine = scene.map.layout.find(reading.machine(view.step()));
  const auto& payload = reading.event(view.step()).payload;
  const auto* decision = std::get_if<trace::Decision>(&payload);
  const auto* queue = std::get_if<trace::QueueStep>(&payload);
  if (!machine || (!decision && (!queue || queue->step != "deferred"))) return;
  const auto& words = view.words();
  std::string text;
  if (decision) {
    text = words.has("word", decision->outcome) ? words.text("word", decision->outcome)
                                                : decision->outcome.get();
  } else {
    text = words.ui("view.map.deferred", {{"time", queue->next_try}});
  }
  const Pen& pen = scene.pen;
  const float u = pen.u(), size = 2.2f * u * scene.size();
  const Box card = scene.box_of(*machine);
  const bool refuses = decision && is_refusing(decision->reply);
  if (refuses) {
    draw_no_entry(pen, card.top_left(), size, pen.theme().bad);
  } else if (decision) {
    draw_diamond(pen, card.top_left(), size, pen.theme().now);
  } else {
    draw_hourglass(pen, card.top_left(), 1.2f * size, pen.theme().now);
  }
  if (scene.foot.h <= 0 || !scene.is_seen(card)) return;
  draw_label_beside(scene, card, refuses ? pen.theme().bad : pen.theme().now, text);
}

}  // namespace mailtown::view
