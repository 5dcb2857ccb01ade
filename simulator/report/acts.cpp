#include "simulator/report/acts.h"

namespace mailtown::report {

using reader::Step;

namespace {

class Sorter {
 public:
  explicit Sorter(const reader::Reading& reading)
      : reading_(reading),
        act_of_step_(reading.steps() + 1, none),
        act_of_conversation_(reading.joined().conversations.size() + 1, none),
        act_of_letter_(reading.joined().letters.size() + 1, none) {}

  std::vector<Act> sort() {
    acts_.emplace_back();
    for (Step step = 1; step <= reading_.steps(); ++step) {
      const auto act = act_of(step);
      act_of_step_[step] = act;
      acts_[act].steps.push_back(step);
      remember(step, act);
    }
    return std::move(acts_);
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  std::size_t act_of(Step step) {
    if (std::holds_alternative<trace::UserActed>(reading_.event(step).payload)) {
      acts_.push_back({.opening = step, .steps = {}});
      return acts_.size() - 1;
    }
    const auto& joined = reading_.joined().at(step);
    // Programs are started before any deed; what follows from that alone has no deed behind it.
    if (joined.cause != 0 && act_of_step_[joined.cause] != 0) return act_of_step_[joined.cause];
    if (joined.conversation && act_of_conversation_[joined.conversation] != none) {
      return act_of_conversation_[joined.conversation];
    }
    if (joined.letter && act_of_letter_[joined.letter] != none)
      return act_of_letter_[joined.letter];
    return acts_.size() - 1;
  }

  void remember(Step step, std::size_t act) {
    const auto& joined = reading_.joined().at(step);
    auto& of_conversation = act_of_conversation_[joined.conversation];
    auto& of_letter = act_of_letter_[joined.letter];
    if (joined.conversation && of_conversation == none) of_conversation = act;
    // A letter belongs to the act that sent it, not to those that read it.
    if (joined.letter && of_letter == none) of_letter = act;
  }

  const reader::Reading& reading_;
  std::vector<Act> acts_;
  std::vector<std::size_t> act_of_step_, act_of_conversation_, act_of_letter_;
};

}  // namespace

std::vector<Act> acts_of(const reader::Reading& reading) {
  return Sorter(reading).sort();
}

}  // namespace mailtown::report
