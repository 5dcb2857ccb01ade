// The questions of a run, one after the other, and what was answered.
#pragma once

#include <optional>
#include <vector>

#include "visualizer/predict/question.h"

namespace mailtown::view {

class Quiz {
 public:
  explicit Quiz(const reader::Reading& reading)
      : questions_(make_questions(reading)), end_(reading.steps()) {}

  struct Answer {
    std::optional<std::size_t> choice;  // none: asked to be shown
  };

  const std::vector<Question>& questions() const { return questions_; }
  // Of the questions up to the present one.
  const std::vector<Answer>& answers() const { return answers_; }
  bool finished() const { return answers_.size() == questions_.size(); }
  // The one that waits for an answer; null after the last.
  const Question* waiting() const { return finished() ? nullptr : &questions_[answers_.size()]; }
  // The last step that may be seen.
  Step horizon() const { return finished() ? end_ : waiting()->stop; }

  // Answers the waiting one. Does nothing if there is no such choice, or no question.
  void answer(std::size_t choice);
  // Asks to be shown: counts as not right.
  void give_up();

  // The number, from 0, of the answered question that this step answers, if one.
  std::optional<std::size_t> answered_at(Step step) const;
  bool is_right(std::size_t number) const {
    return answers_[number].choice == questions_[number].right;
  }
  std::size_t right_ones() const;

 private:
  std::vector<Question> questions_;
  std::vector<Answer> answers_;
  Step end_;
};

}  // namespace mailtown::view
