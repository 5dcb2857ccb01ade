#include "visualizer/panel_text.h"

namespace mailtown::view {

void PanelText::begin(std::string_view panel) {
  if (panels_.empty() || panels_.back().name != panel)
    panels_.push_back({std::string(panel), {}, {}});
}

void PanelText::add(std::string_view line, std::optional<Point> middle) {
  if (panels_.empty()) begin("window");
  panels_.back().lines.push_back({panels_.back().text.size(), middle});
  panels_.back().text.append(line).push_back('\n');
}

bool PanelText::contains(std::string_view text) const {
  return !panels_with(text).empty();
}

std::vector<std::string> PanelText::panels_with(std::string_view text) const {
  std::vector<std::string> names;
  for (const Panel& panel : panels_) {
    if (panel.text.find(text) != std::string::npos) names.push_back(panel.name);
  }
  return names;
}

std::optional<Point> PanelText::find(std::string_view panel, std::string_view text) const {
  for (const Panel& each : panels_) {
    if (each.name != panel) continue;
    for (std::size_t i = 0; i < each.lines.size(); ++i) {
      const std::size_t begin = each.lines[i].begin;
      const std::size_t end =
          i + 1 < each.lines.size() ? each.lines[i + 1].begin : each.text.size();
      const auto line = std::string_view(each.text).substr(begin, end - begin);
      if (each.lines[i].middle && line.find(text) != std::string_view::npos) {
        return each.lines[i].middle;
      }
    }
  }
  return std::nullopt;
}

std::string PanelText::dump() const {
  std::string out;
  for (const Panel& panel : panels_) out += "[" + panel.name + "]\n" + panel.text + "\n";
  return out;
}

}  // namespace mailtown::view
