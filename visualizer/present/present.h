// Showing a run to a room: the beats with what to say, answers covered until asked for, a pointer
// that is seen, a layout that stays.
#pragma once

#include <optional>
#include <string>

#include "visualizer/shown_run.h"

namespace mailtown::view {

class View;

struct Present {
  bool on = false;
  bool notes = true;       // what to say at the beat is shown
  bool pointer = false;    // also without presenting
  Step uncovered = 0;      // the step whose why was asked for
  int percent_before = 0;  // the text's size outside
};

// Begins or ends; the window is to fill the screen meanwhile.
void toggle_present(View& view);
// 100, 150, 200, 300 per cent and from the start: the next one.
void next_text_size(View& view);
// Shows what is covered: the answer to a question, or the why of a decision.
void uncover(View& view);
// Whether the why of the present step waits until it is asked for.
bool is_why_covered(const View& view);
// Whether panels stay where they are, whatever the mouse does.
bool is_layout_locked(const View& view);

// The beat that is on: the last one until the present step.
struct NowBeat {
  std::size_t number = 0, count = 0;  // from 1, of those that come in this run
  Step step = 0;
  std::string say;
};
std::optional<NowBeat> beat_now(const View& view);

}  // namespace mailtown::view
