// Predicting: the view stops where something is about to be decided, and asks.
//
// While a question stands, what is shown is a run that ends there: no panel can give away what
// comes next, since it does not have it. Nothing here draws.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/panel_text.h"
#include "visualizer/predict/quiz.h"
#include "visualizer/shown_run.h"

namespace mailtown::view {

class View;

// What became of the wish to have the answers in a file.
struct HandIn {
  enum class State { none, asks, written, failed };
  State state = State::none;
  std::string path;  // the file's; when asking, one that is there already
  Failure why;       // failed
};

struct Predict {
  explicit Predict(ShownRun& run) : whole(&run), quiz(run.reading()) {}

  ShownRun* whole;
  std::unique_ptr<ShownRun> part;  // what may be seen of it
  Quiz quiz;
  HandIn hand_in;
  std::optional<std::size_t> picked;  // by the mouse, to be carried out between two frames
};

// Begins with the first question at hand, or ends predicting; then the whole run is seen again.
void toggle_predict(View& view);
// Whether the question waits, with all before it seen.
bool is_asking(const View& view);
// Answers by number, from 0; reveals.
void answer(View& view, std::size_t choice);
// Reveals without an answer.
void reveal_answer(View& view);

// The number of what is offered, from 0: an answer, or what to do about a file that is there.
void pick(View& view, std::size_t number);
void act_on_picked_answer(View& view);

// Writes the answers to view.answers_file(), or asks if that is there already.
void hand_in(View& view);
// The answer to that: over the old file, under another name, not at all.
enum class Overwrite { yes, other_name, no };
void answer_overwrite(View& view, Overwrite answer);

// What the panels tell too early: sentences of steps that may not be seen yet, in either language,
// as "panel: sentence". The panel that asks is not looked at.
std::vector<std::string> leaks(const PanelText& shown, const ShownRun& whole, Step horizon);

}  // namespace mailtown::view
