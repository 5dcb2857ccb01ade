#include "visualizer/map/map_layout.h"

#include <array>
#include <numbers>

namespace mailtown::view {
namespace {

// In units of the spacing grid.
constexpr float card_w = 14, card_h = 9, gap_x = 5, gap_y = 4, padding = 2, title_h = 4, margin = 2;
constexpr float region_w_min = 24;
constexpr float rows_better = 1.4f;  // so much larger must cards be in rows to give up the ellipse
constexpr float scale_max = 1.25f, scale_min = 0.35f, scale_step = 0.05f;

float width_of_row(std::size_t cards) {
  return static_cast<float>(cards) * (card_w + gap_x) - gap_x;
}

Point size_of(const MapRegion& region, float unit) {
  float w = region_w_min;
  for (const auto& row : region.rows) w = std::max(w, width_of_row(row.size()) + 2 * padding);
  const auto rows = static_cast<float>(region.rows.size());
  return {w * unit, (rows * (card_h + gap_y) - gap_y + 2 * padding + title_h) * unit};
}

// Cuts machines into rows of about equal length.
void append_rows(MapRegion& region, const std::vector<std::size_t>& machines,
                 std::size_t columns_max) {
  if (machines.empty()) return;
  const std::size_t rows = (machines.size() + columns_max - 1) / columns_max;
  const std::size_t columns = (machines.size() + rows - 1) / rows;
  for (std::size_t from = 0; from < machines.size(); from += columns) {
    const auto first = machines.begin() + static_cast<std::ptrdiff_t>(from);
    const std::size_t count = std::min(columns, machines.size() - from);
    region.rows.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
  }
}

bool is_for_people(const MapMachine& machine) {
  return machine.roles == std::vector<std::string>{"user"};
}

void arrange_rows(MapRegion& region, const std::vector<std::size_t>& machines,
                  const MapLayout& layout) {
  std::vector<std::size_t> servers, people;
  for (const std::size_t m : machines) {
    (is_for_people(layout.machines[m]) ? people : servers).push_back(m);
  }
  const std::size_t columns_max = region.domain.empty() ? 8 : 4;
  append_rows(region, servers, columns_max);
  append_rows(region, people, columns_max);
}

// Corners of an ellipse with the first at the top, or at the left if none belongs there, scaled to
// fill -1..1 both ways.
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

bool place_regions(MapLayout& layout, Box area, float unit) {
  const bool shared_first = !layout.regions.empty() && layout.regions.front().domain.empty();
  const std::vector<Point> corner = places(layout.regions.size(), shared_first);
  const Box inner = area.inset(margin * unit);
  for (std::size_t i = 0; i < layout.regions.size(); ++i) {
    MapRegion& region = layout.regions[i];
    const Point size = size_of(region, unit * layout.scale);
    const Point centre = {inner.centre().x + corner[i].x * (inner.w - size.x) / 2,
                          inner.centre().y + corner[i].y * (inner.h - size.y) / 2};
    region.box = {centre.x - size.x / 2, centre.y - size.y / 2, size.x, size.y};
  }
  for (std::size_t i = 0; i < layout.regions.size(); ++i) {
    if (!inner.contains(layout.regions[i].box.inset(0.01f))) return false;
    for (std::size_t j = 0; j < i; ++j) {
      const Box around = layout.regions[j].box.inset(-margin * unit);
      if (around.overlaps(layout.regions[i].box)) return false;
    }
  }
  return true;
}

// For worlds with more domains than an ellipse holds, and for flat windows: rows of equal cells.
void place_in_rows(MapLayout& layout, Box area, float unit) {
  Point widest;
  for (const MapRegion& region : layout.regions) {
    const Point size = size_of(region, unit);
    widest = {std::max(widest.x, size.x), std::max(widest.y, size.y)};
  }
  const auto count = static_cast<float>(layout.regions.size());
  float columns = 1, largest = 0;
  for (float c = 1; c <= count; ++c) {
    const float fit = std::min(area.w / c / widest.x, area.h / std::ceil(count / c) / widest.y);
    if (fit <= largest) continue;
    largest = fit;
    columns = c;
  }
  const Point cell{area.w / columns, area.h / std::ceil(count / columns)};
  layout.scale = std::min({0.9f * cell.x / widest.x, 0.9f * cell.y / widest.y, scale_max});
  for (std::size_t i = 0; i < layout.regions.size(); ++i) {
    const Point size = size_of(layout.regions[i], unit * layout.scale);
    const float column = static_cast<float>(i % static_cast<std::size_t>(columns));
    const float row = static_cast<float>(i / static_cast<std::size_t>(columns));
    layout.regions[i].box = {area.x + (column + 0.5f) * cell.x - size.x / 2,
                             area.y + (row + 0.5f) * cell.y - size.y / 2, size.x, size.y};
  }
}

void place_machines(MapLayout& layout, float unit) {
  const float u = unit * layout.scale;
  for (MapRegion& region : layout.regions) {
    region.title = {region.box.x + padding * u, region.box.y + u, region.box.w - 2 * padding * u,
                    (title_h - 1) * u};
    float y = region.box.y + (title_h + padding) * u;
    for (const auto& row : region.rows) {
      float x = region.box.centre().x - width_of_row(row.size()) * u / 2;
      for (const std::size_t m : row) {
        layout.machines[m].box = {x, y, card_w * u, card_h * u};
        x += (card_w + gap_x) * u;
      }
      y += (card_h + gap_y) * u;
    }
  }
}

std::string label_of(const trace::MachineInfo& machine) {
  const std::string ending = "." + machine.domain;
  if (!machine.domain.empty() && machine.name.ends_with(ending)) {
    return machine.name.substr(0, machine.name.size() - ending.size());
  }
  return machine.name;
}

// Where the curve leaves (or enters) a card's box, a little outside of it.
float edge_of(const Curve& curve, const Box& box, bool leaving) {
  const Box outer = box.inset(-4);
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
  for (std::size_t m = 0; m < layout.machines.size(); ++m) {
    if (m != from && m != to) cross(layout.machines[m].box.inset(-4), 1);
  }
  for (const MapRegion& region : layout.regions) {
    // The left part, where the name is written.
    cross({region.title.x, region.title.y, region.title.w / 2, region.title.h}, 0.2f);
  }
  return cost;
}

}  // namespace

std::optional<std::size_t> MapLayout::find(std::string_view machine) const {
  for (std::size_t i = 0; i < machines.size(); ++i) {
    if (machines[i].name == machine) return i;
  }
  return std::nullopt;
}

MapLayout lay_out(const trace::Header& header, Box area, float unit) {
  MapLayout layout;
  std::vector<std::vector<std::size_t>> members;  // of each region
  for (std::size_t m = 0; m < header.machines.size(); ++m) {
    const trace::MachineInfo& machine = header.machines[m];
    layout.machines.push_back({machine.name, label_of(machine), machine.roles, {}});
    std::size_t r = 0;
    while (r < layout.regions.size() && layout.regions[r].domain != machine.domain) ++r;
    if (r == layout.regions.size()) {
      r = machine.domain.empty() ? 0 : r;
      layout.regions.insert(layout.regions.begin() + static_cast<std::ptrdiff_t>(r),
                            {machine.domain, {}, {}, {}});
      members.insert(members.begin() + static_cast<std::ptrdiff_t>(r), std::vector<std::size_t>{});
    }
    members[r].push_back(m);
  }
  for (std::size_t r = 0; r < layout.regions.size(); ++r) {
    arrange_rows(layout.regions[r], members[r], layout);
  }
  if (layout.regions.empty()) return layout;
  place_in_rows(layout, area, unit);
  const MapLayout in_rows = layout;
  bool placed = false;
  for (float s = scale_max; s >= scale_min && !placed; s -= scale_step) {
    layout.scale = s;
    placed = place_regions(layout, area, unit);
  }
  if (!placed || in_rows.scale > layout.scale * rows_better) layout = in_rows;
  place_machines(layout, unit);
  return layout;
}

Curve route(const MapLayout& layout, std::size_t from, std::size_t to) {
  if (from > to) {
    const Curve there = route(layout, to, from);
    return {there.to, there.bend, there.from};
  }
  const Point a = layout.machines[from].box.centre(), b = layout.machines[to].box.centre();
  const Point way = b - a;
  const Point aside{way.y, -way.x};
  constexpr std::array<float, 7> bends{0.10f, 0.18f, 0.28f, 0.40f, -0.18f, -0.28f, -0.40f};
  Curve best{a, (a + b) * 0.5f + aside * bends[0], b};
  float least = 1e9f;
  for (const float bend : bends) {
    const Curve curve{a, (a + b) * 0.5f + aside * bend, b};
    const float cost = cost_of(layout, curve, from, to) + std::abs(bend);
    if (cost < least) {
      least = cost;
      best = curve;
    }
  }
  return cut(best, edge_of(best, layout.machines[from].box, true),
             edge_of(best, layout.machines[to].box, false));
}

}  // namespace mailtown::view
