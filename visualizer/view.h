// What is being looked at, and every action that changes it. Keys, mouse and scripts all act here;
// nothing in it draws.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/breakpoints.h"
#include "visualizer/compare/compare.h"
#include "visualizer/destination.h"
#include "visualizer/map/map_camera.h"
#include "visualizer/mend/mend.h"
#include "visualizer/predict/predict.h"
#include "visualizer/present/present.h"
#include "visualizer/sequence/sequence_choice.h"
#include "visualizer/sequence/sequence_scroll.h"
#include "visualizer/shown_run.h"
#include "visualizer/stage.h"
#include "visualizer/take/take.h"
#include "visualizer/touch/touch.h"

namespace mailtown::view {

// Which panel a window too small for all of them shows.
enum class Pane { map, steps, dialogue, why };

// What is left for the window to do.
enum class WindowAction { none, full_screen, present, copy, paste, quit };

class View;

struct PaletteEntry {
  std::string words, key;
  std::function<WindowAction(View&)> act;
};

// What palette_entries() found last, and for what; kept because it is asked for with each frame.
struct PaletteMemo {
  std::vector<std::string> searched;  // each action's words, all letters small
  std::string typed;
  bool machines = false;
  std::optional<Language> language;  // none: nothing was looked for yet
  std::vector<PaletteEntry> entries;
};

class View {
 public:
  static constexpr int percent_min = 50, percent_max = 300;
  static constexpr float speed_min = 0.25f, speed_max = 64;

  explicit View(ShownRun& run);

  // --- time ---
  Step step() const { return step_; }  // 1..run().last(), or 0 if the trace is empty
  void go(Step step);                  // clamped
  void next();                         // the next or previous step that the filter lets through
  void back();
  void next_event();  // whatever the filter
  void back_event();
  void next_headline();
  void back_headline();
  void next_beat();
  void back_beat();
  // To the next or previous step of that kind; stays where there is none.
  void next_stop(Unit unit) { forward_in(run_->stops(unit)); }
  void back_stop(Unit unit) { back_in(run_->stops(unit)); }
  void next_break() { forward_in(breakpoints_.steps()); }
  void back_break() { back_in(breakpoints_.steps()); }
  // To the first step from then on, or back to the last one until then; a clock's time is the next
  // one after now.
  void go_to(const Destination& destination);
  void home() { go(1); }
  void end() { go(run_->last()); }
  void toggle_play() { set_playing(!playing_); }
  void set_playing(bool playing);
  bool playing() const { return playing_; }
  float speed() const { return speed_; }
  void faster();
  void slower();
  const Breakpoints& breakpoints() const { return breakpoints_; }
  void toggle(Breakpoint breakpoint) { breakpoints_.toggle(std::move(breakpoint)); }
  void toggle_break_at_kind();  // of the present step
  void clear_breakpoints() { breakpoints_.clear(); }
  // Lets time pass: what moves moves on, and when playing, the next step comes. Playing stops at
  // breakpoints, also at those that the filter would pass over.
  void advance(double seconds);
  // How far what happens at this step has come, 0..1.
  float progress() const;

  // --- looks ---
  Language language() const { return language_; }
  void set_language(Language language) { language_ = language; }
  void switch_language();
  bool dark() const { return dark_; }
  void set_dark(bool dark) { dark_ = dark; }
  void switch_theme() { dark_ = !dark_; }
  int percent() const { return percent_; }
  void set_percent(int percent);  // clamped
  void larger() { set_percent(percent_ < 200 ? percent_ + 10 : percent_ + 25); }
  void smaller() { set_percent(percent_ <= 200 ? percent_ - 10 : percent_ - 25); }

  // --- what is shown ---
  Filter filter() const { return filter_; }
  void set_filter(Filter filter) { filter_ = filter; }
  void next_filter();
  const std::optional<std::string>& selected() const { return selected_; }
  void select(std::optional<std::string> machine) { selected_ = std::move(machine); }
  void select_next(int direction);  // through the machines of the header, then none
  // Selects the machine and brings it into the middle of the map.
  void show_on_map(const std::string& machine);
  MapCamera& map() { return map_; }
  const MapCamera& map() const { return map_; }
  bool help() const { return help_; }
  void set_help(bool help) { help_ = help; }
  void toggle_help() { help_ = !help_; }
  // The source that decided what this step shows.
  bool source() const { return source_; }
  void set_source(bool source) { source_ = source; }
  void toggle_source() { source_ = !source_; }
  Pane pane() const { return pane_; }
  void set_pane(Pane pane) { pane_ = pane; }
  void next_pane(int direction);

  Stage stage() const { return stage_; }
  void set_stage(Stage stage) { stage_ = stage; }
  void next_stage(int direction) { stage_ = neighbour(stage_, direction, stage_names); }
  SequenceChoice& sequence() { return sequence_; }
  SequenceScroll& sequence_scroll() { return sequence_scroll_; }
  Inside inside() const { return inside_; }
  void set_inside(Inside inside) { inside_ = inside; }
  void next_inside(int direction) { inside_ = neighbour(inside_, direction, inside_names); }

  // The letter (index plus 1) that the mailboxes show in full, if it lies in one; 0: the one at
  // hand.
  std::uint32_t chosen_letter() const { return chosen_letter_; }
  void choose_letter(std::uint32_t letter) { chosen_letter_ = letter; }

  // --- the command palette ---
  struct Palette {
    bool is_open = false;
    std::string typed;
    std::size_t chosen = 0;  // of the entries that fit
    bool is_picked = false;  // the chosen one is to be carried out
    bool machines = false;   // it finds a machine, and nothing else
  };
  const Palette& palette() const { return palette_; }
  void set_palette(bool is_open) { palette_ = {is_open, {}, 0, false, false}; }
  void find_machine() { palette_ = {true, {}, 0, false, true}; }
  void type(std::string_view text);  // as much as is UTF-8's business
  void erase_typed();                // the last character
  void choose(std::size_t entry) { palette_.chosen = entry; }
  void pick(std::size_t entry) { palette_.chosen = entry, palette_.is_picked = true; }
  PaletteMemo& palette_memo() { return palette_memo_; }

  // --- predicting (predict/predict.h) ---
  std::optional<Predict>& predict() { return predict_; }
  const std::optional<Predict>& predict() const { return predict_; }
  // Where the answers go; empty: into the present folder, under a name of the run.
  const std::string& answers_file() const { return answers_file_; }
  void set_answers_file(std::string path) { answers_file_ = std::move(path); }

  // --- mending the scenario (mend/mend.h); nothing where no file is behind the run ---
  std::optional<Mend>& mend() { return mend_; }
  const std::optional<Mend>& mend() const { return mend_; }
  bool is_mending() const { return mend_ && mend_->is_open; }

  // --- presenting (present/present.h) ---
  Present& present() { return present_; }
  const Present& present() const { return present_; }
  void toggle_notes() { present_.notes = !present_.notes; }
  void toggle_pointer() { present_.pointer = !present_.pointer; }
  // What everybody must know about what is shown; no key: nothing.
  const Words& notice() const { return notice_; }
  void set_notice(Words words) { notice_ = std::move(words); }

  // Scrolling asked for by a key, until the panel takes it: in thirds of the panel.
  void scroll(Pane pane, int thirds) { scroll_[static_cast<std::size_t>(pane)] += thirds; }
  int take_scroll(Pane pane) { return std::exchange(scroll_[static_cast<std::size_t>(pane)], 0); }

  // --- what if ---
  Touch& touch() { return touch_; }
  const Touch& touch() const { return touch_; }
  Compare& compare() { return compare_; }

  // --- taking away (take/take.h) ---
  Take& take() { return take_; }
  const Take& take() const { return take_; }

  // Shows another run of the same world, from that step on; the run must outlive the view or the
  // next call. What was chosen stays, as far as the run has such a thing.
  void show(ShownRun& run, Step step);
  std::size_t shown() const { return shown_; }  // how often that was done

  ShownRun& run() const { return *run_; }
  const reader::Narrator& narrator() const { return run_->narrator(language_); }
  const reader::Catalogue& words() const { return run_->catalogue(language_); }
  const reader::Telling& telling() const { return run_->telling(language_); }

 private:
  void forward_in(const std::vector<Step>& steps);
  void back_in(const std::vector<Step>& steps);
  void go_to_time(std::int64_t us);
  double dwell_seconds() const;

  ShownRun* run_;
  Step step_ = 0;
  double seconds_here_ = 0;  // since this step was reached
  bool playing_ = false;
  float speed_ = 1;
  Language language_ = Language::english;
  bool dark_ = true;
  int percent_ = 100;
  Filter filter_ = Filter::steps;
  std::optional<std::string> selected_;
  MapCamera map_;
  bool help_ = false;
  bool source_ = false;
  Pane pane_ = Pane::map;
  Stage stage_ = Stage::map;
  SequenceChoice sequence_;
  SequenceScroll sequence_scroll_;
  Inside inside_ = Inside::dialogue;
  std::uint32_t chosen_letter_ = 0;
  std::array<int, 4> scroll_{};
  Breakpoints breakpoints_;
  Palette palette_;
  PaletteMemo palette_memo_;
  std::size_t shown_ = 0;
  Touch touch_;
  Compare compare_;
  Take take_;
  std::optional<Predict> predict_;
  std::string answers_file_;
  Present present_;
  std::optional<Mend> mend_;
  Words notice_;
};

}  // namespace mailtown::view
