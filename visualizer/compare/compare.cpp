#include "visualizer/compare/compare.h"

#include "visualizer/view.h"

namespace mailtown::view {

void Compare::set_other(std::shared_ptr<ShownRun> other, std::string name) {
  other_ = std::move(other);
  other_name_ = std::move(name);
}

bool Compare::is_with_other(const View& view) const {
  const Workshop* workshop = view.touch().workshop();
  return other_ != nullptr && workshop != nullptr && workshop->before() == nullptr;
}

const Comparison* Compare::comparison(const View& view) {
  const Workshop* workshop = view.touch().workshop();
  if (workshop == nullptr) return nullptr;
  const bool with_other = is_with_other(view);
  const auto left = with_other ? workshop->present() : workshop->before();
  const auto right = with_other ? other_ : workshop->present();
  if (left == nullptr) return nullptr;
  if (comparison_ == nullptr || !comparison_->is_of(*left, *right)) {
    comparison_ = std::make_unique<Comparison>(left, right);
  }
  return comparison_.get();
}

std::string Compare::left_name(const View& view) const {
  return is_with_other(view) ? view.touch().workshop()->name() : view.words().ui("compare.before");
}

std::string Compare::right_name(const View& view) const {
  if (is_with_other(view)) return other_name_;
  const auto& words = view.words();
  const auto& made = view.touch().workshop()->made();
  const std::string after = words.ui("compare.after");
  return made.empty() ? after : after + ": " + made.back().offer.words(words);
}

void Compare::toggle(View& view) {
  view.set_stage(view.stage() == Stage::compare ? Stage::map : Stage::compare);
}

void Compare::go_to_parting(View& view) {
  view.set_stage(Stage::compare);
  const Comparison* compared = comparison(view);
  if (compared != nullptr && compared->parting() != 0) view.go(compared->parting());
}

}  // namespace mailtown::view
