// Two runs side by side: where they part, what happened then in each, and what came out of it.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "visualizer/shown_run.h"

namespace mailtown::view {

// One line of the comparison: a step of either run, or of both if the same thing happened in both,
// perhaps at another time.
struct Side {
  Step left = 0, right = 0;  // 0: nothing of this run stands here
  bool is_common() const { return left != 0 && right != 0; }
};

// What became of one letter in each of the runs, in sentences.
struct Outcome {
  std::string letter;
  std::vector<std::string> left, right;
  bool differs() const { return left != right; }
};

class Comparison {
 public:
  Comparison(std::shared_ptr<ShownRun> left, std::shared_ptr<ShownRun> right);

  bool is_of(const ShownRun& left, const ShownRun& right) const {
    return left_.get() == &left && right_.get() == &right;
  }
  ShownRun& left() const { return *left_; }
  ShownRun& right() const { return *right_; }
  // The first step that differs, in both the same number; 0 if the runs are the same.
  Step parting() const { return parting_; }
  // From a little before the parting on, without details.
  const std::vector<Side>& lines() const { return lines_; }
  std::size_t first_different() const { return first_different_; }  // index into lines()
  // The line at which one stands at a step of the left or right run: the last one until then.
  std::size_t line_at(Step step, bool of_left) const;
  const std::vector<Outcome>& outcomes(Language language) const {
    return outcomes_[language == Language::english ? 0 : 1];
  }

 private:
  void align();
  std::vector<Outcome> outcomes_in(Language language) const;

  std::shared_ptr<ShownRun> left_, right_;
  Step parting_ = 0;
  std::vector<Side> lines_;
  std::size_t first_different_ = 0;
  std::array<std::vector<Outcome>, 2> outcomes_;
};

}  // namespace mailtown::view
