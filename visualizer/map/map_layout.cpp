#include "visualizer/map/map_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "visualizer/map/map_packing.h"

namespace mailtown::view {
namespace {

// In units of the spacing grid.
constexpr float card_w = 14, card_h = 9, gap_x = 4, gap_y = 3, padding = 2, title_h = 4, margin = 2;
constexpr float region_w_min = 18, shared_w_min = 24;  // so that the title fits
constexpr float rows_better = 1.25f;  // so much larger must cards be in rows to give up the ellipse
constexpr float scale_max = 1.25f;
constexpr std::size_t ellipse_max = 8;  // regions

float width_of_row(std::size_t cards) {
  return static_cast<float>(cards) * (card_w + gap_x) - gap_x;
}

Point size_of(const MapRegion& region) {
  float w = region.domain.empty() ? shared_w_min : region_w_min;
  for (const auto& row : region.rows) w = std::max(w, width_of_row(row.size()) + 2 * padding);
  const auto rows = static_cast<float>(region.rows.size());
  return {w, rows * (card_h + gap_y) - gap_y + 2 * padding + title_h};
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

using Members = std::vector<std::vector<std::size_t>>;  // of each region

// Rows of at most so many cards, or of more where a region has very many.
struct Columns {
  std::size_t of_domains = 0, shared = 0;  // the latter of the machines without a domain
};

void arrange_rows(MapLayout& layout, const Members& members, Columns columns) {
  for (std::size_t r = 0; r < layout.regions.size(); ++r) {
    MapRegion& region = layout.regions[r];
    region.rows.clear();
    std::vector<std::size_t> servers, people;
    for (const std::size_t m : members[r]) {
      (is_for_people(layout.machines[m]) ? people : servers).push_back(m);
    }
    const auto square = std::ceil(std::sqrt(static_cast<float>(members[r].size())));
    const auto wanted = region.domain.empty() ? columns.shared : columns.of_domains;
    const std::size_t columns_max = std::max(wanted, static_cast<std::size_t>(square));
    append_rows(region, servers, columns_max);
    append_rows(region, people, columns_max);
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

// What all these names begin and end with, up to a dot or hyphen: for "a.org-servers.test" and
// "a.com-servers.test" these are "a." and "-servers.test". Both are empty for fewer than three.
std::pair<std::string, std::string> common_ends(const std::vector<std::string>& names) {
  if (names.size() < 3) return {};
  const auto is_joint = [](char c) { return c == '.' || c == '-'; };
  const std::string& first = names.front();
  std::size_t before = first.size(), behind = first.size();
  for (const std::string& name : names) {
    const auto [mine, other] = std::mismatch(first.begin(), first.end(), name.begin(), name.end());
    before = std::min(before, static_cast<std::size_t>(mine - first.begin()));
    const auto back = std::mismatch(first.rbegin(), first.rend(), name.rbegin(), name.rend());
    behind = std::min(behind, static_cast<std::size_t>(back.first - first.rbegin()));
  }
  while (before > 0 && !is_joint(first[before - 1])) --before;
  while (behind > 0 && !is_joint(first[first.size() - behind])) --behind;
  return {first.substr(0, before), first.substr(first.size() - behind)};
}

// Among machines without a domain what tells them apart is enough: "org" of "a.org-servers.test".
void shorten_shared_labels(MapLayout& layout) {
  std::vector<std::string> names;
  for (const MapMachine& machine : layout.machines) {
    if (layout.regions[machine.region].domain.empty()) names.push_back(machine.label);
  }
  const auto [before, behind] = common_ends(names);
  for (MapMachine& machine : layout.machines) {
    std::string& label = machine.label;
    if (!layout.regions[machine.region].domain.empty()) continue;
    if (label.size() <= before.size() + behind.size()) continue;
    label = label.substr(before.size(), label.size() - before.size() - behind.size());
  }
}

std::string label_of(const trace::MachineInfo& machine) {
  const std::string ending = "." + machine.domain;
  if (!machine.domain.empty() && machine.name.ends_with(ending)) {
    return machine.name.substr(0, machine.name.size() - ending.size());
  }
  return machine.name;
}

// Machines and regions, without their places. The shared region comes first.
Members gather(MapLayout& layout, const trace::Header& header) {
  Members members;
  std::map<std::string_view, std::size_t> regions;
  const auto add_region = [&](const std::string& domain) {
    if (!regions.try_emplace(domain, layout.regions.size()).second) return;
    layout.regions.push_back({domain, {}, {}, {}});
    members.emplace_back();
  };
  for (const auto& machine : header.machines) {
    if (machine.domain.empty()) add_region(machine.domain);
  }
  for (std::size_t m = 0; m < header.machines.size(); ++m) {
    const trace::MachineInfo& machine = header.machines[m];
    add_region(machine.domain);
    const std::size_t region = regions.at(machine.domain);
    layout.machines.push_back({machine.name, label_of(machine), machine.roles, {}, region});
    members[region].push_back(m);
    layout.by_name.push_back(m);
  }
  shorten_shared_labels(layout);
  std::sort(layout.by_name.begin(), layout.by_name.end(), [&](std::size_t a, std::size_t b) {
    return layout.machines[a].name < layout.machines[b].name;
  });
  return members;
}

Packing pack(const MapLayout& layout, Box area, float unit) {
  std::vector<Point> sizes;
  for (const MapRegion& region : layout.regions) sizes.push_back(size_of(region) * unit);
  const float apart = margin * unit;
  Packing rows = pack_in_rows(sizes, area.inset(apart / 2), apart, scale_max);
  if (sizes.size() > ellipse_max) return rows;
  Packing ellipse = pack_on_ellipse(sizes, area, apart, layout.regions.front().domain.empty());
  return rows.scale > ellipse.scale * rows_better ? rows : ellipse;
}

}  // namespace

std::optional<std::size_t> MapLayout::find(std::string_view machine) const {
  const auto found = std::lower_bound(
      by_name.begin(), by_name.end(), machine,
      [this](std::size_t m, std::string_view name) { return machines[m].name < name; });
  if (found == by_name.end() || machines[*found].name != machine) return std::nullopt;
  return *found;
}

MapLayout lay_out(const trace::Header& header, Box area, float unit) {
  MapLayout layout;
  layout.area = area;
  const Members members = gather(layout, header);
  if (layout.regions.empty()) return layout;
  Packing best;
  Columns best_columns;
  for (const Columns columns : {Columns{4, 8}, {4, 3}, {4, 2}, {3, 6}, {3, 3}, {2, 4}, {2, 2}}) {
    arrange_rows(layout, members, columns);
    Packing packing = pack(layout, area, unit);
    constexpr float worth_it = 1.1f;  // long rows read better
    if (packing.scale <= best.scale * worth_it) continue;
    best = std::move(packing);
    best_columns = columns;
  }
  arrange_rows(layout, members, best_columns);
  layout.scale = best.scale;
  for (std::size_t r = 0; r < layout.regions.size(); ++r) layout.regions[r].box = best.boxes[r];
  place_machines(layout, unit);
  return layout;
}

}  // namespace mailtown::view
