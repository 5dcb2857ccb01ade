// The pieces of the map, each drawn on its own: regions, cards, ways, what travels, the caption.
#pragma once

#include "visualizer/map/motion.h"
#include "visualizer/screen.h"

namespace mailtown::view {

void draw_regions(const Pen& pen, const View& view, const MapLayout& map);
void draw_ways(const Pen& pen, View& view, const Memory& memory);
void draw_cards(const Pen& pen, View& view, const MapLayout& map);
void draw_travellers(const Pen& pen, const View& view, const Memory& memory);
void draw_machine_info(const Pen& pen, View& view, const MapLayout& map, Box area);
void draw_caption(const Pen& pen, const View& view, Box box);

// The way of a link, in the direction asked for; none between a machine and itself or a stranger.
std::optional<Curve> way(const Memory& memory, std::string_view from, std::string_view to);

}  // namespace mailtown::view
