#include "visualizer/predict/quiz.h"

namespace mailtown::view {

void Quiz::answer(std::size_t choice) {
  if (!finished() && choice < waiting()->choices.size()) answers_.push_back({choice});
}

void Quiz::give_up() {
  if (!finished()) answers_.push_back({std::nullopt});
}

std::optional<std::size_t> Quiz::answered_at(Step step) const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (questions_[i].reveal == step) return i;
  }
  return std::nullopt;
}

std::size_t Quiz::right_ones() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < answers_.size(); ++i) count += is_right(i) ? 1u : 0u;
  return count;
}

}  // namespace mailtown::view
