#include "visualizer/panel_text.h"

namespace mailtown::view {

void PanelText::begin(std::string_view panel) {
  if (panels_.empty() || panels_.back().name != panel) panels_.push_back({std::string(panel), {}});
}

void PanelText::add(std::string_view line) {
  if (panels_.empty()) begin("window");
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

std::string PanelText::dump() const {
  std::string out;
  for (const Panel& panel : panels_) out += "[" + panel.name + "]\n" + panel.text + "\n";
  return out;
}

}  // namespace mailtown::view
