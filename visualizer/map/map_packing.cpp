#include "visualizer/map/map_packing.h"

#include <numbers>

namespace mailtown::view {
namespace {

constexpr float scale_largest = 1.25f, scale_least = 0.35f, scale_step = 0.05f;

// Corners of an ellipse, scaled to fill -1..1 both ways.
std::vector<Point> places(std::size_t count, bool first_on_top) {
  const float start = first_on_top ? -90.f : 180.f;
  std::vector<Point> result;
  Point low{1e9f, 1e9f}, high{-1e9f, -1e9f};
  for (std::size_t i = 0; i < count; ++i) {
    const float turn = 360.f * static_cast<float>(i) / static_cast<float>(count);
    const float angle =
        (first_on_top ? start - turn : start + turn) * std::numbers::pi_v<float> / 180;
    const Point p{std::cos(angle), std::sin(angle)};
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    result.push_back(p);
  }
  const auto stretched = [](float v, float from, float to) {
    return to - from < 0.01f ? 0.f : (v - from) / (to - from) * 2 - 1;
  };
  for (Point& p : result) p = {stretched(p.x, low.x, high.x), stretched(p.y, low.y, high.y)};
  return result;
}

bool are_apart(const std::vector<Box>& boxes, Box room, float margin) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!room.contains(boxes[i].inset(0.01f))) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (boxes[j].inset(-margin).overlaps(boxes[i])) return false;
    }
  }
  return true;
}

struct Row {
  std::size_t first = 0, count = 0;
  float w = 0, h = 0;  // margins included
};

std::vector<Row> rows_of_width(const std::vector<Point>& sizes, float width, float margin) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const float w = sizes[i].x + margin;
    if (rows.empty() || rows.back().w + w > width) rows.push_back({i, 0, 0, 0});
    Row& row = rows.back();
    ++row.count;
    row.w += w;
    row.h = std::max(row.h, sizes[i].y + margin);
  }
  return rows;
}

Point size_of(const std::vector<Row>& rows) {
  Point size;
  for (const Row& row : rows) size = {std::max(size.x, row.w), size.y + row.h};
  return size;
}

// The rows that can be drawn largest, of those that come from so many widths tried.
std::vector<Row> best_rows(const std::vector<Point>& sizes, Box room, float margin) {
  float widest = 0, sum = 0;
  for (const Point& size : sizes) {
    widest = std::max(widest, size.x + margin);
    sum += size.x + margin;
  }
  std::vector<Row> best;
  float largest = 0;
  constexpr int tries = 48;
  for (int i = 0; i <= tries; ++i) {
    const float width = widest * std::pow(sum / widest, static_cast<float>(i) / tries) * 1.0001f;
    auto rows = rows_of_width(sizes, width, margin);
    const Point size = size_of(rows);
    const float fit = std::min(room.w / size.x, room.h / size.y);
    if (fit <= largest) continue;
    largest = fit;
    best = std::move(rows);
  }
  return best;
}

}  // namespace

Packing pack_on_ellipse(const std::vector<Point>& sizes, Box room, float margin,
                        bool first_on_top) {
  const std::vector<Point> corner = places(sizes.size(), first_on_top);
  const Box inner = room.inset(margin);
  for (float scale = scale_largest; scale >= scale_least; scale -= scale_step) {
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const Point size = sizes[i] * scale;
      const Point centre{inner.centre().x + corner[i].x * (inner.w - size.x) / 2,
                         inner.centre().y + corner[i].y * (inner.h - size.y) / 2};
      boxes.push_back({centre.x - size.x / 2, centre.y - size.y / 2, size.x, size.y});
    }
    if (are_apart(boxes, inner, margin)) return {scale, std::move(boxes)};
  }
  return {};
}

// The room that is left over is shared out between the boxes. Many stand in columns; few are
// centred.
Packing pack_in_rows(const std::vector<Point>& sizes, Box room, float margin, float scale_max) {
  const std::vector<Row> rows = best_rows(sizes, room, margin);
  const Point size = size_of(rows);
  Packing packing;
  packing.scale = std::min({room.w / size.x, room.h / size.y, scale_max});
  const float k = packing.scale;
  std::size_t longest = 1;
  for (const Row& row : rows) longest = std::max(longest, row.count);
  const float more_x = (room.w - size.x * k) / static_cast<float>(longest);
  const float more_y = (room.h - size.y * k) / static_cast<float>(rows.size());
  constexpr std::size_t few = 12;
  float y = room.y;
  for (const Row& row : rows) {
    const float row_w = row.w * k + more_x * static_cast<float>(row.count);
    float x = room.x + (sizes.size() <= few ? (room.w - row_w) / 2 : 0);
    for (std::size_t i = row.first; i < row.first + row.count; ++i) {
      const float w = (sizes[i].x + margin) * k + more_x;
      const float h = row.h * k + more_y;
      const Point box = sizes[i] * k;
      packing.boxes.push_back({x + (w - box.x) / 2, y + (h - box.y) / 2, box.x, box.y});
      x += w;
    }
    y += row.h * k + more_y;
  }
  return packing;
}

}  // namespace mailtown::view
