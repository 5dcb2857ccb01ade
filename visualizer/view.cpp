#include "visualizer/view.h"

#include <algorithm>

namespace mailtown::view {
namespace {

constexpr double motion_seconds = 0.9;

}  // namespace

View::View(ShownRun& run) : run_(&run) {
  go(1);
}

void View::go(Step step) {
  step = std::min(std::max<Step>(step, 1), run_->last());
  if (step != step_) seconds_here_ = 0;
  step_ = step;
}

void View::forward_in(const std::vector<Step>& steps) {
  const auto it = std::upper_bound(steps.begin(), steps.end(), step_);
  if (it != steps.end()) go(*it);
}

void View::back_in(const std::vector<Step>& steps) {
  const auto it = std::lower_bound(steps.begin(), steps.end(), step_);
  if (it != steps.begin()) go(*(it - 1));
}

void View::next() {
  forward_in(run_->steps(filter_));
}
void View::back() {
  back_in(run_->steps(filter_));
}
void View::next_headline() {
  forward_in(run_->steps(Filter::headlines));
}
void View::back_headline() {
  back_in(run_->steps(Filter::headlines));
}
void View::next_beat() {
  forward_in(run_->beat_steps());
}
void View::back_beat() {
  back_in(run_->beat_steps());
}

void View::set_playing(bool playing) {
  const auto& steps = run_->steps(filter_);
  if (playing && !steps.empty() && step_ >= steps.back()) home();
  playing_ = playing;
}

void View::faster() {
  speed_ = std::min(speed_ * 2, speed_max);
}
void View::slower() {
  speed_ = std::max(speed_ / 2, speed_min);
}

// Long enough to read the sentence: a headline stays longest.
double View::dwell_seconds() const {
  if (step_ == 0) return 1;
  switch (run_->joined().at(step_).importance) {
    case reader::Importance::headline:
      return 2.6;
    case reader::Importance::step:
      return 1.5;
    case reader::Importance::detail:
      return 1.0;
  }
  return 1;
}

void View::advance(double seconds) {
  seconds_here_ += playing_ ? seconds * speed_ : seconds;
  if (!playing_ || seconds_here_ < dwell_seconds()) return;
  const Step before = step_;
  next();
  if (step_ == before) playing_ = false;
}

float View::progress() const {
  return static_cast<float>(std::clamp(seconds_here_ / motion_seconds, 0.0, 1.0));
}

void View::switch_language() {
  language_ = language_ == Language::english ? Language::russian : Language::english;
}

void View::set_percent(int percent) {
  percent_ = std::clamp(percent, percent_min, percent_max);
}

void View::next_filter() {
  filter_ = static_cast<Filter>((static_cast<int>(filter_) + 1) % 3);
}

void View::next_pane(int direction) {
  pane_ = static_cast<Pane>((static_cast<int>(pane_) + 4 + direction) % 4);
}

void View::select_next(int direction) {
  const auto& machines = run_->reading().header().machines;
  const int count = static_cast<int>(machines.size());
  int at = count;  // the place of "none"
  for (int i = 0; i < count; ++i) {
    if (selected_ == machines[static_cast<std::size_t>(i)].name) at = i;
  }
  at = (at + direction + count + 1) % (count + 1);
  selected_.reset();
  if (at < count) selected_ = machines[static_cast<std::size_t>(at)].name;
}

}  // namespace mailtown::view
