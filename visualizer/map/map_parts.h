// The pieces of the map, each drawn on its own: regions, cards, ways, what travels, the caption.
#pragma once

#include "visualizer/map/map_camera.h"
#include "visualizer/map/motion.h"
#include "visualizer/screen.h"

namespace mailtown::view {

// The map of one frame, as it is looked at.
struct MapScene {
  const Pen& pen;
  View& view;
  MapMemory& map;
  Box area;  // of the screen
  Box foot;  // below it, for legend and buttons; empty where there is no room
  Lens lens;
  float scale = 1;  // of a card
  Detail detail = Detail::cards;

  bool is_seen(const Box& box) const { return area.overlaps(box); }
  // Of what stands on the map: it shrinks with the cards, though less.
  float size() const { return std::clamp(0.4f + 0.6f * scale, 0.7f, 1.f); }
  // Where a machine stands on the screen: its card, or from far its domain's place.
  Box box_of(std::size_t machine) const;
  // The way on the screen; none between a machine and itself or a stranger, or within one place.
  std::optional<Curve> way(std::string_view from, std::string_view to) const;
  std::optional<Curve> way(std::size_t from, std::size_t to) const;
};

void draw_regions(const MapScene& scene);
void draw_region_titles(const MapScene& scene);  // over the ways
void draw_places(const MapScene& scene);  // instead of regions and cards, from far
void draw_cards(const MapScene& scene);
void draw_links(const MapScene& scene);
void draw_link_labels(const MapScene& scene);  // over the cards
void draw_trail(const MapScene& scene);
void draw_travellers(const MapScene& scene);
// What happens inside the step's machine.
void draw_inner_event(const MapScene& scene);
void draw_machine_info(const MapScene& scene);
void draw_legend(const MapScene& scene);
void draw_caption(const Pen& pen, const View& view, Box box);

// A label beside a way, where it hides least, joined to what it is about by a thin line.
void draw_label(const MapScene& scene, const Curve& way, Point about, Colour edge,
                std::string_view words);
// The same beside a card.
void draw_label_beside(const MapScene& scene, Box card, Colour edge, std::string_view words);
// The same at a place of its own.
void draw_tag(const Pen& pen, Box box, Point about, Colour edge, std::string_view words,
              float scale = 1);

// What the mouse does to the map; after all that can be clicked on it.
void take_mouse(const MapScene& scene);
// The buttons at the map's corner: act first, for they lie over what else can be clicked.
void act_on_buttons(const MapScene& scene);
void draw_buttons(const MapScene& scene);

// Roles as a person reads them: "MTA · MDA".
std::string roles_of(const View& view, const std::vector<std::string>& roles);

}  // namespace mailtown::view
