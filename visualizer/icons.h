// The signs on the map, drawn as lines so that they are sharp at every size.
#pragma once

#include <string_view>

#include "visualizer/pen.h"

namespace mailtown::view {

// A role of a machine ("mta", "mda", "nameserver", "resolver", "user") in a square around `centre`.
void draw_role(const Pen& pen, std::string_view role, Point centre, float size, Colour colour);

void draw_envelope(const Pen& pen, Point centre, float size, Colour paper, Colour edge);
// A question or an answer of DNS: a diamond with "?" or "=".
void draw_dns_packet(const Pen& pen, Point centre, float size, bool answer, Colour ground,
                     Colour sign);
// What was said: a speech mark that points the way it goes.
void draw_line_packet(const Pen& pen, Point centre, float size, Colour colour);
void draw_cross(const Pen& pen, Point centre, float size, Colour colour);
// It stays outside: a ring with a bar.
void draw_no_entry(const Pen& pen, Point centre, float size, Colour colour);
// It waits.
void draw_hourglass(const Pen& pen, Point centre, float size, Colour colour);
void draw_check(const Pen& pen, Point centre, float size, Colour colour);
void draw_diamond(const Pen& pen, Point centre, float size, Colour colour);
void draw_arrow_head(const Pen& pen, Point tip, Point heading, float size, Colour colour,
                     float alpha = 1);
// The buttons of the timeline.
void draw_play(const Pen& pen, Point centre, float size, bool playing, Colour colour);
void draw_theme_sign(const Pen& pen, Point centre, float size, bool dark, Colour colour,
                     Colour ground);

}  // namespace mailtown::view
