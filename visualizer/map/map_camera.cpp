#include "visualizer/map/map_camera.h"

namespace mailtown::view {
namespace {

constexpr double haste = 7;  // of the way that is left, in each second
constexpr float near_enough = 0.002f;

}  // namespace

Detail detail_at(float scale) {
  constexpr float tiles_from = 0.2f, cards_from = 0.7f;
  return scale < tiles_from ? Detail::places : scale < cards_from ? Detail::tiles : Detail::cards;
}

// Nothing beyond the map's edge is looked at.
MapCamera::Look MapCamera::bounded(Look look) const {
  look.zoom = std::clamp(look.zoom, 1.f, zoom_max_);
  const float half = 0.5f / look.zoom;
  look.centre.x = std::clamp(look.centre.x, half, 1 - half);
  look.centre.y = std::clamp(look.centre.y, half, 1 - half);
  return look;
}

void MapCamera::zoom_by(float factor, Point about) {
  follows_ = false;
  const float zoom = std::clamp(goal_.zoom * factor, 1.f, zoom_max_);
  const Point from_centre = about - Point{0.5f, 0.5f};
  const Point held = goal_.centre + from_centre * (1 / goal_.zoom);
  goal_ = bounded({held - from_centre * (1 / zoom), zoom});
}

void MapCamera::pan(float right, float down) {
  follows_ = false;
  goal_ = bounded({goal_.centre + Point{right, down} * (1 / goal_.zoom), goal_.zoom});
}

void MapCamera::drag(float right, float down) {
  pan(right, down);
  now_ = goal_;
}

void MapCamera::fit() {
  follows_ = false;
  goal_ = {};
}

void MapCamera::set_limit(float zoom_max) {
  zoom_max_ = std::max(1.f, zoom_max);
  now_ = bounded(now_);
  goal_ = bounded(goal_);
}

void MapCamera::look_at(Box part, float zoom_max) {
  const float fits = std::min(1 / std::max(part.w, 1e-6f), 1 / std::max(part.h, 1e-6f));
  goal_ = bounded({part.centre(), std::min(fits, zoom_max)});
}

void MapCamera::advance(double seconds) {
  const auto part = static_cast<float>(1 - std::exp(-haste * seconds));
  now_.zoom *= std::pow(goal_.zoom / now_.zoom, part);
  now_.centre = now_.centre + (goal_.centre - now_.centre) * part;
  const float left = length(goal_.centre - now_.centre) * goal_.zoom;
  if (left < near_enough && std::abs(goal_.zoom / now_.zoom - 1) < near_enough) now_ = goal_;
}

Lens MapCamera::lens(Box room) const {
  const Point centre{room.x + now_.centre.x * room.w, room.y + now_.centre.y * room.h};
  return {now_.zoom, room.centre() - centre * now_.zoom};
}

}  // namespace mailtown::view
