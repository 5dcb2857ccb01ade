// The whole window: which panel stands where, and the drawing of all of them.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "visualizer/arrange.h"
#include "visualizer/code/source_text.h"
#include "visualizer/insides/sheet_panel.h"
#include "visualizer/map/map_memory.h"
#include "visualizer/pen.h"
#include "visualizer/row_area.h"
#include "visualizer/sequence/sequence_panel.h"
#include "visualizer/time_axis.h"
#include "visualizer/timeline_bins.h"
#include "visualizer/view.h"

namespace mailtown::view {

// What a panel was last scrolled to, so that it is scrolled anew only when that changes.
struct Revealed {
  Step step = 0;
  Filter filter = Filter::steps;
  Box box;
  float unit = 0;
  bool operator==(const Revealed&) const = default;

  // Whether this is something new; remembers it.
  bool is_new(const Revealed& now) {
    const bool changed = !(*this == now);
    *this = now;
    return changed;
  }
};

// What drawing remembers from frame to frame.
struct Memory {
  std::size_t shown = 0;  // View::shown(), when this was last in use
  Step asked = 0;         // where the question stands that was seen already
  Revealed steps, dialogue, inside, why, predict, source_seen, compare;
  RowScroll steps_scroll;
  SheetMemo sheet;
  SequenceMemo sequence;
  SourceText source;
  MapMemory map;
  std::unique_ptr<TimeAxis> axis;
  std::vector<TimelineBin> bins;  // of the axis, at the width of its track
};

// Forgets what was remembered of another run than the view's.
void follow_run(Memory& memory, const View& view);

void draw_screen(const Ui& ui, View& view, Memory& memory);

// --- the panels, each in a file of its name ---
// From so many units of height on a panel with tabs has room for them.
inline constexpr float inside_head_from = 20;
void draw_top_bar(const Ui& ui, View& view, Box box);
// Without a head where the window's tabs bear the name of what is shown.
void draw_stage(const Ui& ui, View& view, Memory& memory, Box box, bool has_head);
// How many there were, to the right in a row of tabs; a click shows them all.
void draw_interventions(const Pen& pen, View& view, Box head);
// What looks into the machines, under its tabs.
void draw_inside(const Ui& ui, View& view, Memory& memory, Box box);

// --- what stands on the stage or inside; of an inside the box is what the tabs leave ---
void draw_map(const Ui& ui, View& view, Memory& memory, Box box);
void draw_dialogue(const Ui& ui, View& view, Memory& memory, Box box);
void draw_states(const Ui& ui, View& view, Memory& memory, Box box);
void draw_compare(const Ui& ui, View& view, Memory& memory, Box box);

// --- the other panels ---
void draw_steps(const Ui& ui, View& view, Memory& memory, Box box);
void draw_why(const Ui& ui, View& view, Memory& memory, Box box);
void draw_timeline(const Ui& ui, View& view, Memory& memory, Box box);
void draw_help(const Ui& ui, View& view, Box window);
// Over all else.
void draw_source(const Ui& ui, View& view, Memory& memory, Box window);
void draw_palette(const Ui& ui, View& view, Box window);
void draw_touch(const Ui& ui, View& view, Box window);
void draw_take(const Ui& ui, View& view, Box window);
void draw_notice(const Ui& ui, const View& view, Box window);

}  // namespace mailtown::view
