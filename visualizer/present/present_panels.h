// What presenting draws: what to say, the cover over an answer, the pointer; and the line that
// tells what everybody must know, in every layout.
#pragma once

#include "visualizer/pen.h"
#include "visualizer/view.h"

namespace mailtown::view {

// How high what is to be said at the present beat would be; 0 if it is not shown.
float notes_height(const Ui& ui, const View& view, float width);
void draw_notes(const Ui& ui, View& view, Box box);
void draw_cover(const Ui& ui, View& view, Box box);
// A ring around the mouse, above everything.
void draw_pointer(const Ui& ui, const View& view);

// "The trace ends early ...", or what happened to a file that is followed; empty: nothing.
std::string notice(const View& view);
void draw_alert(const Ui& ui, const View& view, Box box);

}  // namespace mailtown::view
