#include "visualizer/view.h"

#include <algorithm>
#include <chrono>

namespace mailtown::view {
namespace {

constexpr double motion_seconds = 0.9;

}  // namespace

View::View(ShownRun& run) : run_(&run), breakpoints_(run.reading()) {
  go(1);
}

void View::show(ShownRun& run, Step step) {
  run_ = &run;
  ++shown_;
  breakpoints_.look_at(run.reading());
  palette_memo_ = {};
  if (selected_ && !run.reading().names().find(*selected_)) selected_.reset();
  step_ = 0;
  go(step);
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
void View::next_event() {
  forward_in(run_->steps(Filter::all));
}
void View::back_event() {
  back_in(run_->steps(Filter::all));
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
  map_.advance(seconds);
  seconds_here_ += playing_ ? seconds * speed_ : seconds;
  if (!playing_ || seconds_here_ < dwell_seconds()) return;
  const Step before = step_;
  next();
  if (step_ == before) playing_ = false;
  const auto& stops = breakpoints_.steps();
  const auto stop = std::upper_bound(stops.begin(), stops.end(), before);
  if (stop == stops.end() || *stop > step_) return;
  go(*stop);
  playing_ = false;
}

void View::go_to_time(std::int64_t us) {
  const auto& events = run_->reading().trace().events;
  if (events.empty()) return;
  const auto later = [](const trace::Event& event, std::int64_t time) {
    return event.time_us < time;
  };
  if (us >= events[step_ - 1].time_us) {
    const auto found = std::lower_bound(events.begin(), events.end(), us, later);
    go(static_cast<Step>(found - events.begin()) + 1);
  } else {
    const auto found = std::lower_bound(events.begin(), events.end(), us + 1, later);
    go(static_cast<Step>(found - events.begin()));
  }
}

void View::go_to(const Destination& destination) {
  if (step_ == 0) return;
  const std::int64_t now_us = run_->reading().event(step_).time_us;
  if (const auto* step = std::get_if<ToStep>(&destination)) return go(step->step);
  if (const auto* later = std::get_if<Later>(&destination)) return go_to_time(now_us + later->us);
  constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000;
  const auto start = std::chrono::duration_cast<std::chrono::microseconds>(
      run_->reading().header().start.time_since_epoch());
  const std::int64_t wall_us = start.count() + now_us;
  std::int64_t wanted_us = wall_us - wall_us % day_us + std::get<ToClock>(destination).us_of_day;
  if (wanted_us < wall_us) wanted_us += day_us;
  go_to_time(wanted_us - start.count());
}

void View::toggle_break_at_kind() {
  if (step_ == 0) return;
  toggle({Breakpoint::What::kind, std::string(trace::kind(run_->reading().event(step_)))});
}

void View::type(std::string_view text) {
  palette_.typed += text;
  palette_.chosen = 0;
}

void View::erase_typed() {
  auto& typed = palette_.typed;
  while (!typed.empty() && (static_cast<unsigned char>(typed.back()) & 0xC0) == 0x80) {
    typed.pop_back();
  }
  if (!typed.empty()) typed.pop_back();
  palette_.chosen = 0;
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

void View::show_on_map(const std::string& machine) {
  selected_ = machine;
  map_.show(machine);
  stage_ = Stage::map;
  pane_ = Pane::map;
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
