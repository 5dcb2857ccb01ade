// Workshop: the scenario that is shown, the interventions made in it, and the runs that came of it.
//
// Each change makes the whole run anew from the scenario's text with the pieces of all
// interventions at its end. Undo and redo walk through what there was; nothing is computed twice.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "simulator/scenario/scenario.h"
#include "visualizer/shown_run.h"
#include "visualizer/touch/offers.h"

namespace mailtown::view {

// A run and what it is the run of.
struct Computed {
  std::shared_ptr<ShownRun> run;
  std::shared_ptr<const scenario::Scenario> scenario;
};

// Runs a scenario's text, to the end or until there are so many events. The failure's detail has a
// line for each mistake: "file:12: what".
using Compute = std::function<Result<Computed>(const std::string& text, std::uint64_t events_max)>;
inline constexpr std::uint64_t any_events = 0;

// An intervention that was made.
struct Made {
  Offer offer;
  std::int64_t time_us = 0;  // of the moment at which somebody stood
};

class Workshop {
 public:
  // `first` is the text's run; or that of an empty trace, until begin_anew() has a text that can be
  // run.
  Workshop(std::string name, std::string text, Computed first, Compute compute);

  const std::string& name() const { return name_; }
  ShownRun& run() const { return *states_[at_].computed.run; }
  const scenario::Scenario& scenario() const { return *states_[at_].computed.scenario; }
  // Those in force, in the order in which they were made.
  const std::vector<Made>& made() const { return states_[at_].made; }
  // The scenario as it stands: what a file of it would hold.
  std::string text() const { return text_of(states_[at_].made); }

  // Each computes a new run. After a failure all is as it was.
  Result<> add(Made intervention);
  Result<> take_back(std::size_t number);  // an index into made()

  // Another scenario text of that name, as it was just mended: forgets all interventions, and all
  // runs. Whoever shows one holds it by present() until the new one is shown.
  Result<> begin_anew(std::string text);

  bool can_undo() const { return at_ > 0; }
  bool can_redo() const { return at_ + 1 < states_.size(); }
  void undo() { at_ -= can_undo() ? 1 : 0; }
  void redo() { at_ += can_redo() ? 1 : 0; }
  // The run before the last change, or null.
  std::shared_ptr<ShownRun> before() const;
  std::shared_ptr<ShownRun> present() const { return states_[at_].computed.run; }

  // A parser's message without the file's name, and with the line counted within the piece that
  // was to be added, if it lies there: "line 3: ...".
  std::string shortened(const std::string& failure) const;

 private:
  struct State {
    std::vector<Made> made;
    Computed computed;
  };
  static std::uint64_t most_events(const Computed& run);
  std::string text_of(const std::vector<Made>& made) const;
  Result<> go_on_with(std::vector<Made> made);

  std::string name_, text_;
  Compute compute_;
  std::uint64_t events_max_;  // of a run with interventions
  std::vector<State> states_;
  std::size_t at_ = 0;
};

}  // namespace mailtown::view
