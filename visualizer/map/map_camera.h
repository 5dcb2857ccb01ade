// Which part of the map is seen, and how large: what zooming, panning and following change.
//
// Places are fractions of the map's room, so that they mean the same at every size of the window.
// Changes are a way, not a jump: advance() goes it.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "visualizer/geometry.h"

namespace mailtown::view {

// From places on the map to pixels on the screen.
struct Lens {
  float zoom = 1;
  Point shift;

  Point operator()(Point p) const { return p * zoom + shift; }
  Box operator()(const Box& b) const {
    const Point p = (*this)(b.top_left());
    return {p.x, p.y, b.w * zoom, b.h * zoom};
  }
  Curve operator()(const Curve& c) const {
    return {(*this)(c.from), (*this)(c.bend), (*this)(c.to)};
  }
  Point back(Point p) const { return (p - shift) * (1 / zoom); }
};

// How much of machines and domains can be told at the size at which they are drawn.
enum class Detail {
  places,  // far: domains with their counts
  tiles,   // machines by name
  cards,   // near: machines with roles, state and what lies there
};
// `scale` is that of a card: 1 is its full size.
Detail detail_at(float scale);

class MapCamera {
 public:
  // --- what a hand does: it stops following ---
  void zoom_in() { zoom_by(1.5f); }
  void zoom_out() { zoom_by(1 / 1.5f); }
  // About a point of the room that stays where it is: (0,0) its top left, (1,1) its bottom right.
  void zoom_by(float factor, Point about = {0.5f, 0.5f});
  // By so much of what is visible; positive: what lies to the right or below comes in.
  void pan(float right, float down);
  // As pan(), at once: for the mouse that drags.
  void drag(float right, float down);
  void fit();
  void toggle_follow() { follows_ = !follows_; }
  bool follows() const { return follows_; }
  // Asks for this machine in the middle, near; draw_map() knows where it is.
  void show(std::string machine) { wanted_ = std::move(machine); }
  std::optional<std::string> take_wanted() { return std::exchange(wanted_, std::nullopt); }

  // --- what the map does ---
  // The largest zoom: 1 where all of the world is near already.
  void set_limit(float zoom_max);
  // Moves so that this part of the room is seen, at most `zoom_max` large.
  void look_at(Box part, float zoom_max);

  void advance(double seconds);
  bool is_moving() const { return !(now_ == goal_); }
  float zoom() const { return now_.zoom; }
  // Where it is on its way to.
  float zoom_wanted() const { return goal_.zoom; }
  Lens lens(Box room) const;

 private:
  struct Look {
    Point centre{0.5f, 0.5f};
    float zoom = 1;
    bool operator==(const Look&) const = default;
  };
  Look bounded(Look look) const;

  Look now_, goal_;
  float zoom_max_ = 1;
  bool follows_ = true;
  std::optional<std::string> wanted_;
};

}  // namespace mailtown::view
