// A scrolled list of rows of one height, however many.
//
// ImGui counts where a window is scrolled to in floats, which at a million rows tell only every
// fourth pixel. Here the place is a double, and rows are placed from the top of what is visible.
#pragma once

#include "visualizer/pen.h"

namespace mailtown::view {

// Where a list stands, from frame to frame.
struct RowScroll {
  double top = 0;  // pixels of the list above what is visible
};

class RowArea {
 public:
  RowArea(const char* id, Box box, std::size_t rows, float row_height, RowScroll& scroll);
  ~RowArea();
  RowArea(const RowArea&) = delete;
  RowArea& operator=(const RowArea&) = delete;

  // Scrolls so that the row is seen, with one above and below, and whole ones from the top; to be
  // told before rows are drawn.
  void reveal(std::size_t row);

  Box visible() const { return box_; }
  float width() const { return width_; }  // of a row, without the scrollbar
  // The rows that are seen: from first() to before end().
  std::size_t first() const;
  std::size_t end() const;
  Box row(std::size_t index) const;

 private:
  void scroll_to(double top);
  void draw_scrollbar();
  double most() const;  // that it can be scrolled by

  Box box_;
  std::size_t rows_;
  double row_height_;
  float width_;
  RowScroll& scroll_;
};

}  // namespace mailtown::view
