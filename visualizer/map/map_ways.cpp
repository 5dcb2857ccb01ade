#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

// More lines than that are a tangle: then only those of the machine that is looked at.
constexpr std::size_t lines_max = 150, lines_calm = 40;

// Whose links are shown where there are too many: that which was selected, or acts.
std::string_view looked_at(const View& view) {
  if (view.selected()) return *view.selected();
  return view.step() == 0 ? std::string_view{} : view.run().reading().machine(view.step()).get();
}

bool touches(const MapScene& scene, Pair pair, std::string_view machine) {
  const auto& machines = scene.map.layout.machines;
  return machines[pair.first].name == machine || machines[pair.second].name == machine;
}

Box around(const Curve& way) {
  const auto [left, right] = std::minmax({way.from.x, way.bend.x, way.to.x});
  const auto [top, bottom] = std::minmax({way.from.y, way.bend.y, way.to.y});
  return Box{left, top, right - left, bottom - top}.inset(-1);
}

// Two strokes across the way, and the way in pieces.
void draw_cut(const Pen& pen, const Curve& way) {
  const float u = pen.u();
  const Point c = way.at(0.5f), ahead = way.heading(0.5f), side{-ahead.y, ahead.x};
  pen.dashes(way, pen.theme().bad, 2);
  for (const float along : {-0.4f, 0.4f}) {
    const Point middle = c + ahead * (along * u);
    const Point slant = side * u + ahead * (0.4f * u);
    pen.segment(middle - slant, middle + slant, pen.theme().bad, 2.5f);
  }
}

void draw_quality(const MapScene& scene, Pair pair, const Curve& way) {
  const auto& machines = scene.map.layout.machines;
  const auto& header = scene.view.run().reading().header();
  const auto& from = machines[pair.first].name;
  const auto& to = machines[pair.second].name;
  const trace::LinkInfo* there = link_between(header, from, to);
  const trace::LinkInfo* back = link_between(header, to, from);
  if (!there || !back) return;
  const auto& words = scene.view.words();
  std::string text = words_of(*there, words);
  if (const std::string other = words_of(*back, words); other != text) text += " / " + other;
  draw_label(scene, way, way.at(0.5f), scene.pen.theme().line, text);
}

// Links that are not like all others: all if they are few, or else the machine's.
template <class Do>
void for_special_links(const MapScene& scene, std::string_view machine, const Do& act) {
  constexpr std::size_t few = 12;
  const bool all = scene.map.links.special().size() <= few;
  for (const Pair& pair : scene.map.links.special()) {
    if (!all && !touches(scene, pair, machine)) continue;
    if (const auto way = scene.way(pair.first, pair.second)) act(pair, *way);
  }
}

void draw_special_links(const MapScene& scene, std::string_view machine) {
  for_special_links(scene, machine, [&](const Pair& pair, const Curve& way) {
    const auto& machines = scene.map.layout.machines;
    const auto* link = link_between(scene.view.run().reading().header(), machines[pair.first].name,
                                    machines[pair.second].name);
    // Where packets get lost, the line has holes.
    if (link && link->loss_ppm > 0) scene.pen.dashes(way, scene.pen.theme().muted, 2);
  });
}

// A disc with the hop's number.
void draw_number(const Pen& pen, Point at, std::size_t number, Colour edge) {
  const float r = 1.05f * pen.u();
  pen.dot(at, r, pen.theme().panel);
  pen.list().AddCircle(vec(at), r, ink(edge), 24, 1.6f);
  pen.fitted({at.x - r, at.y - r, 2 * r, 2 * r}, pen.fonts().small, pen.theme().text,
             fmt::format("{}", number), Align::centre, 0.85f);
}

}  // namespace

void draw_links(const MapScene& scene) {
  const std::string_view machine = looked_at(scene.view);
  const auto& pairs = scene.map.links.pairs();
  const bool all = pairs.size() <= lines_max && scene.detail != Detail::places;
  for (const Pair& pair : pairs) {
    const bool own = touches(scene, pair, machine);
    if (!all && !own) continue;
    const auto way = scene.way(pair.first, pair.second);
    if (!way || !scene.is_seen(around(*way))) continue;
    // What only asks for names stays in the background.
    const bool mail = scene.map.links.carries_mail(pair), calm = pairs.size() <= lines_calm;
    const float crowd = pairs.size() > lines_max ? 0.5f : 1.f;
    const float alpha = mail ? (own ? 0.95f : calm ? 0.75f : 0.4f)
                             : (own ? 0.55f : calm ? 0.35f : 0.2f);
    scene.pen.stroke(*way, scene.pen.theme().way, mail ? 1.8f : 1.f, crowd * alpha);
  }
  draw_special_links(scene, machine);
  for (const auto& [one, other] : scene.map.state.cuts()) {
    if (const auto way = scene.way(one, other)) draw_cut(scene.pen, *way);
  }
}

void draw_link_labels(const MapScene& scene) {
  // From far the labels would hide more than they tell.
  if (scene.foot.h <= 0 || scene.detail == Detail::places) return;
  for_special_links(scene, looked_at(scene.view),
                    [&](const Pair& pair, const Curve& way) { draw_quality(scene, pair, way); });
}

// The ways that the current letter has gone so far stay visible, in their order.
void draw_trail(const MapScene& scene) {
  const Pen& pen = scene.pen;
  const Theme& theme = pen.theme();
  const float u = pen.u(), scale = scene.size();
  std::size_t number = 0;
  for (const Hop& hop : trail(scene.view)) {
    ++number;
    const auto way = scene.way(hop.from, hop.to);
    if (!way) continue;
    if (hop.refused) {
      pen.dashes(*way, theme.bad, 2, 0.7f);
      draw_no_entry(pen, way->at(0.94f), 1.6f * u * scale, theme.bad);
      draw_number(pen, way->at(0.72f), number, theme.bad);
      continue;
    }
    pen.stroke(*way, theme.now, 0.6f * u * scale, 0.28f);
    // Between neighbours the way is short, and the head must leave some of it to be seen.
    const float head = std::min(1.6f * u * scale, 0.4f * length(way->to - way->from));
    draw_arrow_head(pen, way->at(0.8f), way->heading(0.8f), head, theme.now, 0.6f);
    draw_number(pen, way->at(0.66f), number, theme.now);
  }
}

}  // namespace mailtown::view
