#include "simulator/scenario/reading.h"

#include "config/nearest.h"

namespace mailtown::scenario {

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  for (const std::string& candidate : candidates) {
    // "mail" for "mail.example.org": the short form of a complete name.
    const bool is_short_form = candidate.size() > word.size() &&
                               candidate.compare(0, word.size(), word) == 0 &&
                               (candidate[word.size()] == '.' || candidate[word.size()] == '@');
    if (is_short_form && !word.empty()) return "; did you mean '" + candidate + "'?";
  }
  const auto nearest = config::nearest(word, candidates);
  return nearest ? "; did you mean '" + *nearest + "'?" : std::string();
}

std::string enumerate(const std::vector<std::string>& names) {
  constexpr std::size_t shown_max = 8;
  if (names.empty()) return "none";
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < shown_max; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  if (names.size() > shown_max)
    text += " and " + std::to_string(names.size() - shown_max) + " more";
  return text;
}

}  // namespace mailtown::scenario
