// Points, boxes and the curves along which things travel on the map. Pixels, y downwards.
#pragma once

#include <algorithm>
#include <cmath>

namespace mailtown::view {

struct Point {
  float x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

inline Point operator+(Point a, Point b) {
  return {a.x + b.x, a.y + b.y};
}
inline Point operator-(Point a, Point b) {
  return {a.x - b.x, a.y - b.y};
}
inline Point operator*(Point a, float k) {
  return {a.x * k, a.y * k};
}
inline float length(Point a) {
  return std::sqrt(a.x * a.x + a.y * a.y);
}

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  bool operator==(const Box&) const = default;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point top_left() const { return {x, y}; }
  Point bottom_right() const { return {right(), bottom()}; }
  Point centre() const { return {x + w / 2, y + h / 2}; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool contains(const Box& b) const {
    return b.x >= x && b.y >= y && b.right() <= right() && b.bottom() <= bottom();
  }
  bool overlaps(const Box& b) const {
    return x < b.right() && b.x < right() && y < b.bottom() && b.y < bottom();
  }
  // The box made smaller by `margin` on every side (larger, if negative).
  Box inset(float margin) const {
    return {x + margin, y + margin, std::max(0.f, w - 2 * margin), std::max(0.f, h - 2 * margin)};
  }
};

// A quadratic Bézier curve.
struct Curve {
  Point from, bend, to;
  Point at(float t) const {
    const float s = 1 - t;
    return from * (s * s) + bend * (2 * s * t) + to * (t * t);
  }
  // The direction of travel at t, of length 1.
  Point heading(float t) const {
    const Point d = (bend - from) * (2 * (1 - t)) + (to - bend) * (2 * t);
    const float l = length(d);
    return l > 0 ? d * (1 / l) : Point{1, 0};
  }
};

// 0..1 to 0..1, slow at both ends.
inline float eased(float t) {
  t = std::clamp(t, 0.f, 1.f);
  return t < 0.5f ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3.f) / 2;
}

}  // namespace mailtown::view
