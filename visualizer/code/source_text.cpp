#include "visualizer/code/source_text.h"

#include <fstream>

#include "simulator/reader/catalogue.h"

namespace mailtown::view {

const reader::SourcePlace* SourceText::place(std::string_view rule) {
  if (rule.empty()) return nullptr;
  if (!places_) places_ = reader::RulePlaces::read(reader::home());
  return places_->find(rule);
}

const std::vector<std::string>& SourceText::lines(const reader::SourcePlace& place) {
  if (file_ == place.file) return lines_;
  file_ = place.file;
  lines_.clear();
  std::ifstream in(reader::home() / place.file, std::ios::binary);
  for (std::string line; std::getline(in, line);) lines_.push_back(std::move(line));
  return lines_;
}

}  // namespace mailtown::view
