// Where the sequence is looked at, apart from the step at hand: what keys asked for, until the
// panel takes it.
#pragma once

namespace mailtown::view {

class View;

struct SequenceScroll {
  int lines = 0, pages = 0;  // downwards if positive
  int lanes = 0;             // to the right if positive
  int end = 0;               // 1: to the last row; -1: to the first
  bool to_step = false;      // back to the step at hand
};

// --- actions; each shows the sequence, and leaves the step ---
void scroll_lines(View& view, int lines);
void scroll_pages(View& view, int pages);
void scroll_lanes(View& view, int lanes);
void scroll_to_end(View& view, int end);
void scroll_to_step(View& view);

}  // namespace mailtown::view
