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
  const std::vector<Box>& labels;
};

Obstacles obstacles_of(const MapScene& scene) {
  Obstacles found{{}, {}, scene.map.labels};
  for (const MapRegion& region : scene.map.layout.regions) {
    const Box box = scene.lens(region.box);
    if (!scene.is_seen(box)) continue;
    if (scene.detail == Detail::places) {
      found.boxes.push_back(box);
      continue;
    }
    Box title = scene.lens(region.title);
    title.w = std::min(title.w, scene.pen.width(scene.pen.fonts().bold, region.domain, 1.15f));
    found.titles.push_back(title);
    for (const auto& row : region.rows) {
      for (const std::size_t m : row) {
        const Box card = scene.lens(scene.map.layout.machines[m].box);
        if (scene.is_seen(card)) found.boxes.push_back(card);
      }
    }
  }
  return found;
}

// How much a label there would hide: cards and other labels count most.
float hidden_by(const Obstacles& obstacles, Box box, float u) {
  float cost = 0;
  for (const Box& card : obstacles.boxes) {
    if (card.inset(-0.5f * u).overlaps(box)) cost += 30;
  }
  for (const Box& label : obstacles.labels) {
    if (label.inset(-0.5f * u).overlaps(box)) cost += 40;
  }
  for (const Box& title : obstacles.titles) {
    if (title.overlaps(box)) cost += 8;
  }
  return cost;
}

Box kept_within(Box box, Box area, float margin) {
  box.x = std::max(area.x + margin, std::min(box.x, area.right() - margin - box.w));
  box.y = std::max(area.y + margin, std::min(box.y, area.bottom() - margin - box.h));
  return box;
}

// Beside the way where it hides least, then where it is nearest.
Box place_for_label(const Obstacles& obstacles, const Curve& curve, Point size, Box area, float u) {
  constexpr std::array<Point, 8> sides{Point{0, -1}, {0, 1},   {1, 0}, {-1, 0},
                                       {1, -1},      {-1, -1}, {1, 1}, {-1, 1}};
  constexpr int rings = 8;
  const Point middle = curve.at(0.5f);
  Box best;
  float least = 1e9f;
  for (int ring = 0; ring < rings; ++ring) {
    const float away = (2 + 2 * static_cast<float>(ring)) * u;
    for (const Point side : sides) {
      const Point c = middle + Point{side.x * (size.x / 2 + away), side.y * (size.y / 2 + away)};
      const Box box =
          kept_within({c.x - size.x / 2, c.y - size.y / 2, size.x, size.y}, area, u);
      float cost =
          length(nearest(box, middle) - middle) / (2 * u) + hidden_by(obstacles, box, u);
      for (int t = 1; t < 16; ++t) {
        if (box.inset(-u).contains(curve.at(static_cast<float>(t) / 16))) cost += 1.2f;
      }
      if (cost >= least) continue;
      least = cost;
      best = box;
    }
  }
  return best;
}

// Labels are a little smaller where the map is small beside its text.
float label_scale(const MapScene& scene) {
  return scene.area.w < 75 * scene.pen.u() ? 0.85f : 1.f;
}

// Beside a card where it hides least: below it rather than above, and rather there than at a side.
Box place_beside(const Obstacles& obstacles, Box card, Point size, Box area, float u) {
  const Point c = card.centre();
  const float gap = 0.75f * u;
  const std::array<Point, 10> corners{
      Point{c.x - size.x / 2, card.bottom() + gap},
      {c.x - size.x / 2, card.y - gap - size.y},
      {card.right() + gap, c.y - size.y / 2},
      {card.x - gap - size.x, c.y - size.y / 2},
      {card.right() - size.x, card.bottom() + gap},
      {card.x, card.bottom() + gap},
      {card.right() - size.x, card.y - gap - size.y},
      {card.x, card.y - gap - size.y},
      {card.right() - 2 * gap, card.y - gap - size.y},
      {card.right() - 2 * gap, card.bottom() + gap}};
  Box best;
  float least = 1e9f;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Box box = kept_within({corners[i].x, corners[i].y, size.x, size.y}, area, u);
    // Its own card may be touched at the edge, but not covered.
    const float cost = hidden_by(obstacles, box, u) + static_cast<float>(i) +
                       (card.inset(u).overlaps(box) ? 60.f : 0.f);
    if (cost >= least) continue;
    least = cost;
    best = box;
  }
  return best;
}

}  // namespace

void draw_tag(const Pen& pen, Box box, Point about, Colour edge, std::string_view words,
              float scale) {
  const float u = pen.u();
  pen.segment(nearest(box, about), about, edge, 1, 0.5f);
  pen.fill(box, pen.theme().panel, 0.75f * u);
  pen.frame(box, edge, 0.75f * u, 1.5f);
  pen.fitted({box.x + u, box.y, box.w - 2 * u + 1, box.h}, pen.fonts().mono, pen.theme().text,
             words, Align::left, scale);
}

// What a label needs for its words: at the most `most_units` of the pen, or what the map has.
static Point label_size(const MapScene& scene, std::string_view words, float most_units) {
  const Pen& pen = scene.pen;
  const float u = pen.u(), scale = label_scale(scene);
  const float most = std::min(most_units * u, scene.area.w * 0.6f);
  return {std::min(most, pen.width(pen.fonts().mono, words, scale)) + 2 * u, 3 * u * scale};
}

void draw_label(const MapScene& scene, const Curve& way, Point about, Colour edge,
                std::string_view words) {
  const Point size = label_size(scene, words, 56);
  // Above the legend and the buttons.
  const Box box = place_for_label(obstacles_of(scene), way, size, scene.map.area, scene.pen.u());
  scene.map.labels.push_back(box);
  draw_tag(scene.pen, box, about, edge, words, label_scale(scene));
}

void draw_label_beside(const MapScene& scene, Box card, Colour edge, std::string_view words) {
  const Point size = label_size(scene, words, 48);
  const Box box = place_beside(obstacles_of(scene), card, size, scene.map.area, scene.pen.u());
  scene.map.labels.push_back(box);
  draw_tag(scene.pen, box, nearest(card, box.centre()), edge, words, label_scale(scene));
}

}  // namespace mailtown::view
