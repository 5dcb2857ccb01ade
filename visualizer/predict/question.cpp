#include "visualizer/predict/question.h"

#include <algorithm>
#include <array>

namespace mailtown::view {

std::string_view name_of(Asked asked) {
  constexpr std::array<std::string_view, 6> names{"host",     "next-host", "retry",
                                                  "accepted", "reply",     "zone"};
  return names[static_cast<std::size_t>(asked)];
}

std::string unfair(const Question& question) {
  const auto& choices = question.choices;
  if (choices.size() < 2) return "fewer than two choices";
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (std::find(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(i), choices[i]) !=
        choices.begin() + static_cast<std::ptrdiff_t>(i)) {
      return "two choices are alike: " + choices[i].key;
    }
  }
  if (question.right >= choices.size()) return "no choice is right";
  if (question.stop == 0 || question.reveal <= question.stop) return "the answer is seen already";
  return "";
}

}  // namespace mailtown::view
