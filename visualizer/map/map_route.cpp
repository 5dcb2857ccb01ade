#include "visualizer/map/map_route.h"

#include <array>

namespace mailtown::view {
namespace {

constexpr std::size_t small_world = 60;  // machines; in a larger one nobody sees all ways at once

// Where the curve leaves (or enters) a card's box, a little outside of it.
float edge_of(const Curve& curve, const Box& box, bool leaving) {
  const Box outer = box.inset(-std::min(4.f, box.h / 8));
  for (int i = 0; i <= 64; ++i) {
    const float t = static_cast<float>(i) / 64;
    if (!outer.contains(curve.at(leaving ? t : 1 - t))) return leaving ? t : 1 - t;
  }
  return leaving ? 0.f : 1.f;
}

// The part of a quadratic curve between two of its points.
Curve cut(const Curve& c, float t0, float t1) {
  const Point from = c.at(t0), to = c.at(t1);
  const Point tangent = (c.bend - c.from) * (1 - t0) + (c.to - c.bend) * t0;
  return {from, from + tangent * (t1 - t0), to};
}

float cost_of(const MapLayout& layout, const Curve& curve, std::size_t from, std::size_t to) {
  float cost = 0;
  const auto cross = [&](const Box& box, float weight) {
    for (int i = 1; i < 24; ++i) {
      if (box.contains(curve.at(static_cast<float>(i) / 24))) cost += weight;
    }
  };
  // A way that leaves the map is not seen.
  constexpr float outside = 3;
  for (int i = 1; i < 24; ++i) {
    if (!layout.area.contains(curve.at(static_cast<float>(i) / 24))) cost += outside;
  }
  for (std::size_t m = 0; m < layout.machines.size(); ++m) {
    if (m != from && m != to) cross(layout.machines[m].box.inset(-4), 1);
  }
  for (const MapRegion& region : layout.regions) {
    // The left part, where the name is written.
    cross({region.title.x, region.title.y, region.title.w / 2, region.title.h}, 0.2f);
  }
  return cost;
}

Curve bent(Point a, Point b, float bend) {
  const Point way = b - a;
  return {a, (a + b) * 0.5f + Point{way.y, -way.x} * bend, b};
}

}  // namespace

Curve route(const MapLayout& layout, std::size_t from, std::size_t to) {
  if (from > to) {
    const Curve there = route(layout, to, from);
    return {there.to, there.bend, there.from};
  }
  const Box &first = layout.machines[from].box, &last = layout.machines[to].box;
  constexpr std::array<float, 10> bends{0.10f,  0.18f,  0.28f,  0.40f,  0.02f,
                                         -0.10f, -0.18f, -0.28f, -0.40f, -0.02f};
  Curve best = bent(first.centre(), last.centre(), bends[0]);
  if (layout.machines.size() <= small_world) {
    float least = 1e9f;
    for (const float bend : bends) {
      const Curve curve = bent(first.centre(), last.centre(), bend);
      const float cost = cost_of(layout, curve, from, to) + std::abs(bend);
      if (cost < least) {
        least = cost;
        best = curve;
      }
    }
  }
  return cut(best, edge_of(best, first, true), edge_of(best, last, false));
}

Curve route_between(const Box& from, const Box& to) {
  const Curve curve = bent(from.centre(), to.centre(), 0.08f);
  return cut(curve, edge_of(curve, from, true), edge_of(curve, to, false));
}

}  // namespace mailtown::view
