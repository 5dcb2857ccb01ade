#include <array>

#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

Point nearest(Box box, Point to) {
  return {std::clamp(to.x, box.x, box.right()), std::clamp(to.y, box.y, box.bottom())};
}

// What a label must not hide, as far as it is seen.
struct Obstacles {
  std::vector<Box> boxes, titles;
};

Obstacles obstacles_of(const MapScene& scene) {
  Obstacles found;
  for (const MapRegion& region : scene.map.layout.regions) {
    const Box box = scene.lens(region.box);
    if (!scene.is_seen(box)) continue;
    if (scene.detail == Detail::places) {
      found.boxes.push_back(box);
      continue;
    }
    found.titles.push_back(scene.lens(region.title));
    for (const auto& row : region.rows) {
      for (const std::size_t m : row) {
        const Box card = scene.lens(scene.map.layout.machines[m].box);
        if (scene.is_seen(card)) found.boxes.push_back(card);
      }
    }
  }
  return found;
}

// Beside the way where it hides least: cards count most, then the distance.
Box place_for_label(const Obstacles& obstacles, const Curve& curve, Point size, Box area, float u) {
  constexpr std::array<Point, 8> sides{Point{0, -1}, {0, 1},   {1, 0}, {-1, 0},
                                       {1, -1},      {-1, -1}, {1, 1}, {-1, 1}};
  constexpr int rings = 5;
  const Point middle = curve.at(0.5f);
  Box best;
  float least = 1e9f;
  for (int ring = 0; ring < rings; ++ring) {
    const float away = (3 + 3 * static_cast<float>(ring)) * u;
    for (const Point side : sides) {
      Point c = middle + Point{side.x * (size.x / 2 + away), side.y * (size.y / 2 + away)};
      c.x = std::clamp(c.x, area.x + size.x / 2 + u, area.right() - size.x / 2 - u);
      c.y = std::clamp(c.y, area.y + size.y / 2 + u, area.bottom() - size.y / 2 - u);
      const Box box{c.x - size.x / 2, c.y - size.y / 2, size.x, size.y};
      float cost = length(nearest(box, middle) - middle) / (2 * u);
      for (const Box& card : obstacles.boxes) {
        if (card.inset(-0.5f * u).overlaps(box)) cost += 20;
      }
      for (const Box& title : obstacles.titles) {
        if (title.overlaps(box)) cost += 4;
      }
      for (int t = 1; t < 16; ++t) {
        if (box.inset(-u).contains(curve.at(static_cast<float>(t) / 16))) cost += 2;
      }
      if (cost >= least) continue;
      least = cost;
      best = box;
    }
  }
  return best;
}

}  // namespace

void draw_tag(const Pen& pen, Box box, Point about, Colour edge, std::string_view words) {
  const float u = pen.u();
  pen.segment(nearest(box, about), about, edge, 1, 0.5f);
  pen.fill(box, pen.theme().panel, 0.75f * u);
  pen.frame(box, edge, 0.75f * u, 1.5f);
  pen.fitted({box.x + u, box.y, box.w - 2 * u + 1, box.h}, pen.fonts().mono, pen.theme().text,
             words);
}

void draw_label(const MapScene& scene, const Curve& way, Point about, Colour edge,
                std::string_view words) {
  const Pen& pen = scene.pen;
  const float u = pen.u(), most = std::min(56 * u, scene.area.w * 0.6f);
  const Point size{std::min(most, pen.width(pen.fonts().mono, words)) + 2 * u, 3 * u};
  // Above the legend and the buttons.
  const Box box = place_for_label(obstacles_of(scene), way, size, scene.map.area, u);
  draw_tag(pen, box, about, edge, words);
}

}  // namespace mailtown::view
