#include "visualizer/map/map_parts.h"

namespace mailtown::view {
namespace {

constexpr float near_scale = 1.1f;  // of cards that were asked for

// Lays the map out anew if the room or the text size has changed.
void refresh(View& view, MapMemory& map, Box area, float unit) {
  if (!(map.area == area) || map.unit != unit) {
    map.area = area;
    map.unit = unit;
    map.layout = lay_out(view.run().reading().header(), area, unit);
    map.links = MapLinks(view.run(), map.layout);
    map.followed = 0;
  }
  map.state.refresh(view.run(), map.layout, view.step());
}

Box join(Box a, Box b) {
  const Point low{std::min(a.x, b.x), std::min(a.y, b.y)};
  return {low.x, low.y, std::max(a.right(), b.right()) - low.x,
          std::max(a.bottom(), b.bottom()) - low.y};
}

// Of the map's room, as the camera takes it; with some surroundings.
Box part_of(const MapMemory& map, Box box) {
  const float margin = 4 * map.unit * map.layout.scale;
  const Box wide = box.inset(-margin);
  return {(wide.x - map.area.x) / map.area.w, (wide.y - map.area.y) / map.area.h,
          wide.w / map.area.w, wide.h / map.area.h};
}

struct Places {
  Box machines, regions;  // the regions in which the machines stand
};

// Where the machines are that act at this step, and those that something travels between.
std::optional<Places> where_it_happens(const View& view, const MapMemory& map) {
  std::optional<Places> all;
  const auto add = [&](std::string_view machine) {
    const auto found = map.layout.find(machine);
    if (!found) return;
    const MapMachine& one = map.layout.machines[*found];
    const Places at{one.box, map.layout.regions[one.region].box};
    all = all ? Places{join(all->machines, at.machines), join(all->regions, at.regions)} : at;
  };
  if (view.step() == 0) return all;
  add(view.run().reading().machine(view.step()));
  for (const Traveller& traveller : travellers(view)) {
    if (!traveller.now) continue;
    add(traveller.from);
    add(traveller.to);
  }
  return all;
}

// The caption's height, for a map of this height and width; all in units. A narrow one breaks the
// sentence into more lines.
float caption_units(float height, float width) {
  if (height > 52 || (height > 36 && width < 80)) return 10.5f;
  if (height > 27) return 7.5f;
  return height > 20 ? 6.5f : 4.5f;
}

// Moves the camera to what was asked for, or else after what happens.
void steer(View& view, MapMemory& map) {
  MapCamera& camera = view.map();
  const float nearest = near_scale / map.layout.scale;
  camera.set_limit(2 * nearest);
  if (const auto wanted = camera.take_wanted()) {
    const auto machine = map.layout.find(*wanted);
    if (machine) camera.look_at(part_of(map, map.layout.machines[*machine].box), nearest);
    map.followed = view.step();
    return;
  }
  if (!camera.follows() || map.followed == view.step()) return;
  map.followed = view.step();
  // Where all of the world can be read, there is nothing to go after.
  constexpr float readable_at_once = 0.36f;
  if (map.layout.scale >= readable_at_once) return;
  constexpr float readable = 0.75f, readable_enough = 0.36f;
  const auto places = where_it_happens(view, map);
  if (!places) return;
  // With their surroundings, if what is written there stays readable.
  const Box regions = part_of(map, places->regions);
  const float zoom = 1 / std::max(regions.w, regions.h);
  const bool wide = zoom * map.layout.scale >= readable_enough;
  camera.look_at(wide ? regions : part_of(map, places->machines),
                 std::max(1.f, readable / map.layout.scale));
}

}  // namespace

Box MapScene::box_of(std::size_t machine) const {
  const MapMachine& m = map.layout.machines[machine];
  return lens(detail == Detail::places ? map.layout.regions[m.region].box : m.box);
}

std::optional<Curve> MapScene::way(std::size_t from, std::size_t to) const {
  if (from == to) return std::nullopt;
  if (detail != Detail::places) return lens(map.links.between(map.layout, from, to));
  const std::size_t a = map.layout.machines[from].region, b = map.layout.machines[to].region;
  if (a == b) return std::nullopt;
  return lens(map.links.between_regions(map.layout, a, b));
}

std::optional<Curve> MapScene::way(std::string_view from, std::string_view to) const {
  const auto a = map.layout.find(from), b = map.layout.find(to);
  if (!a || !b) return std::nullopt;
  return way(*a, *b);
}

void draw_map(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen pen(ui, "map");
  const float u = ui.u;
  pen.fill(box, ui.theme.panel, 1.25f * u);
  pen.frame(box, ui.theme.line, 1.25f * u, 1, 0.6f);
  const float room = box.h / u;
  const float caption_h = caption_units(room, box.w / u) * u;
  const Box caption{box.x, box.bottom() - caption_h, box.w, caption_h};
  const Box area{box.x, box.y, box.w, box.h - caption_h};
  // Below the map lie the legend and the buttons.
  const float foot_h = area.h > 26 * u ? 4 * u : 0;
  refresh(view, memory.map, {area.x, area.y, area.w, area.h - foot_h}, u);
  steer(view, memory.map);
  const Lens lens = view.map().lens(memory.map.area);
  const float scale = memory.map.layout.scale * lens.zoom;
  const Box ground = memory.map.area, foot{area.x, ground.bottom(), area.w, foot_h};
  memory.map.labels.clear();
  const MapScene scene{pen, view, memory.map, ground, foot, lens, scale, detail_at(scale)};
  act_on_buttons(scene);
  pen.list().PushClipRect(vec(ground.top_left()), vec(ground.bottom_right()), true);
  if (scene.detail == Detail::places) {
    draw_links(scene);
    draw_trail(scene);
    draw_places(scene);
  } else {
    draw_regions(scene);
    draw_links(scene);
    draw_trail(scene);
    draw_region_titles(scene);
    draw_cards(scene);
  }
  draw_travellers(scene);
  draw_inner_event(scene);
  draw_link_labels(scene);
  draw_machine_info(scene);
  pen.list().PopClipRect();
  draw_legend(scene);
  draw_buttons(scene);
  take_mouse(scene);
  draw_caption(pen, view, caption);
}

}  // namespace mailtown::view
