// The text of every panel, as drawn in the last frame.
//
// Whatever a panel writes goes through here too, so that tests can assert on it and whoever cannot
// see the screen can read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "visualizer/geometry.h"

namespace mailtown::view {

class PanelText {
 public:
  // Forgets the last frame.
  void clear() { panels_.clear(); }
  // What is added next belongs to this panel.
  void begin(std::string_view panel);
  // `middle`: of the text on the screen, if it stands there.
  void add(std::string_view line, std::optional<Point> middle = {});

  bool contains(std::string_view text) const;
  // The names of the panels that show it.
  std::vector<std::string> panels_with(std::string_view text) const;
  // Where a panel shows a text: the middle of the first line that holds it.
  std::optional<Point> find(std::string_view panel, std::string_view text) const;
  // "[map]", its lines, an empty line, "[steps]", ...
  std::string dump() const;

 private:
  struct Line {
    std::size_t begin;  // in the panel's text
    std::optional<Point> middle;
  };
  struct Panel {
    std::string name;
    std::string text;  // lines, each with LF
    std::vector<Line> lines;
  };
  std::vector<Panel> panels_;
};

}  // namespace mailtown::view
