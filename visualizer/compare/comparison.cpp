#include "visualizer/compare/comparison.h"

#include <algorithm>
#include <map>

#include "simulator/report/fates.h"
#include "visualizer/touch/same_moment.h"

namespace mailtown::view {
namespace {

constexpr std::size_t before_parting = 3;  // common lines that are shown before it
constexpr std::size_t aligned_max = 1500;  // lines of each run that are aligned with care

std::vector<Step> lines_from(const ShownRun& run, Step parting) {
  const auto& steps = run.steps(Filter::steps);
  auto from = std::lower_bound(steps.begin(), steps.end(), parting);
  for (std::size_t i = 0; i < before_parting && from != steps.begin(); ++i) --from;
  return {from, steps.end()};
}

// What happened, whenever: the same in both runs if it is the same sentence.
std::vector<std::string> sentences_of(const ShownRun& run, const std::vector<Step>& steps) {
  std::vector<std::string> sentences;
  for (const Step step : steps) {
    sentences.push_back(run.reading().machine(step) + "\n" +
                        run.narrator(Language::english).explain(step));
  }
  return sentences;
}

// The longest common subsequence, as lines; what is not in it stands for itself, the left first.
std::vector<Side> aligned(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint16_t> longest((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i * width + j] =
          a[i] == b[j] ? static_cast<std::uint16_t>(longest[(i + 1) * width + j + 1] + 1)
                       : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  std::vector<Side> sides;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      sides.push_back({++i, ++j});
    } else if (j == b.size() ||
               (i < a.size() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      sides.push_back({++i, 0});
    } else {
      sides.push_back({0, ++j});
    }
  }
  return sides;
}

}  // namespace

Comparison::Comparison(std::shared_ptr<ShownRun> left, std::shared_ptr<ShownRun> right)
    : left_(std::move(left)), right_(std::move(right)) {
  parting_ = first_difference(left_->reading(), right_->reading());
  if (parting_ != 0) align();
  outcomes_ = {outcomes_in(Language::english), outcomes_in(Language::russian)};
}

void Comparison::align() {
  std::vector<Step> a = lines_from(*left_, parting_), b = lines_from(*right_, parting_);
  a.resize(std::min(a.size(), aligned_max));
  b.resize(std::min(b.size(), aligned_max));
  for (Side side : aligned(sentences_of(*left_, a), sentences_of(*right_, b))) {
    if (side.left != 0) side.left = a[side.left - 1];
    if (side.right != 0) side.right = b[side.right - 1];
    lines_.push_back(side);
  }
  const auto differs = [&](const Side& side) {
    return !side.is_common() ||
           left_->reading().event(side.left).time_us != right_->reading().event(side.right).time_us;
  };
  const auto first = std::find_if(lines_.begin(), lines_.end(), differs);
  first_different_ = static_cast<std::size_t>(first - lines_.begin());
}

std::size_t Comparison::line_at(Step step, bool of_left) const {
  std::size_t at = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Step its = of_left ? lines_[i].left : lines_[i].right;
    if (its > step) break;
    if (its != 0) at = i;
  }
  return at;
}

// Letters of both runs that have the same title are the same letter, in their order.
std::vector<Outcome> Comparison::outcomes_in(Language language) const {
  std::vector<Outcome> outcomes;
  std::map<std::pair<std::string, std::size_t>, std::size_t> places;
  const auto add = [&](const ShownRun& run, std::vector<std::string> Outcome::*side) {
    std::map<std::string, std::size_t> seen;
    for (const report::LetterFate& fate : report::fates(run.narrator(language))) {
      const std::pair key(fate.title, seen[fate.title]++);
      const auto [place, fresh] = places.emplace(key, outcomes.size());
      if (fresh) outcomes.push_back({fate.title, {}, {}});
      for (const auto& line : fate.lines) (outcomes[place->second].*side).push_back(line.text);
    }
  };
  add(*left_, &Outcome::left);
  add(*right_, &Outcome::right);
  return outcomes;
}

}  // namespace mailtown::view
