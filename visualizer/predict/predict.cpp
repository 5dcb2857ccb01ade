#include "visualizer/predict/predict.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/formats/file.h"
#include "visualizer/predict/result_file.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

// Shows as much as may be seen, from that step on.
void show_part(View& view, Predict& predict, Step step) {
  const auto& reading = predict.whole->reading();
  const Step horizon = predict.quiz.horizon();
  if (horizon == reading.steps()) {
    view.show(*predict.whole, step);
    predict.part.reset();
    return;
  }
  trace::ReadTrace read;
  read.trace.header = reading.header();
  const auto& events = reading.trace().events;
  read.trace.events.assign(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(horizon));
  auto part = predict.whole->again(std::move(read), predict.whole->tellings());
  view.show(*part, step);
  predict.part = std::move(part);  // the old one may go only now
}

void revealed(View& view) {
  Predict& predict = *view.predict();
  const Step step = predict.quiz.questions()[predict.quiz.answers().size() - 1].reveal;
  view.set_playing(false);
  show_part(view, predict, step);
  view.set_pane(Pane::why);
}

void write_to(View& view, const std::string& path, bool overwrite) {
  Predict& predict = *view.predict();
  const std::string text =
      result_text(predict.quiz, predict.whole->reading().header(), view.words());
  const auto written = formats::write_file(path, text, overwrite);
  if (written) {
    predict.hand_in = {HandIn::State::written, path, {}};
  } else if (written.error().kind == FailureKind::exists) {
    predict.hand_in = {HandIn::State::asks, path, {}};
  } else {
    predict.hand_in = {HandIn::State::failed, path, written.error()};
  }
}

}  // namespace

void toggle_predict(View& view) {
  if (view.predict()) {
    view.show(*view.predict()->whole, view.step());
    view.predict().reset();
    return;
  }
  view.set_playing(false);
  view.predict().emplace(view.run());
  show_part(view, *view.predict(), 1);
}

bool is_asking(const View& view) {
  const auto& predict = view.predict();
  return predict && predict->quiz.waiting() != nullptr && view.step() == predict->quiz.horizon();
}

void answer(View& view, std::size_t choice) {
  if (!is_asking(view) || choice >= view.predict()->quiz.waiting()->choices.size()) return;
  view.predict()->quiz.answer(choice);
  revealed(view);
}

void reveal_answer(View& view) {
  if (!is_asking(view)) return;
  view.predict()->quiz.give_up();
  revealed(view);
}

void hand_in(View& view) {
  if (!view.predict()) return;
  std::string path = view.answers_file();
  if (path.empty()) path = result_file_name(view.predict()->whole->reading().header());
  write_to(view, path, false);
}

void answer_overwrite(View& view, Overwrite answer) {
  if (!view.predict() || view.predict()->hand_in.state != HandIn::State::asks) return;
  const std::string path = view.predict()->hand_in.path;
  if (answer == Overwrite::yes) write_to(view, path, true);
  if (answer == Overwrite::other_name) write_to(view, formats::free_name(path), false);
  if (answer == Overwrite::no) view.predict()->hand_in = {};
}

void pick(View& view, std::size_t number) {
  if (!view.predict()) return;
  if (view.predict()->hand_in.state != HandIn::State::asks) return answer(view, number);
  constexpr std::array answers{Overwrite::yes, Overwrite::other_name, Overwrite::no};
  if (number < answers.size()) answer_overwrite(view, answers[number]);
}

void act_on_picked_answer(View& view) {
  if (!view.predict() || !view.predict()->picked) return;
  const std::size_t number = *std::exchange(view.predict()->picked, {});
  pick(view, number);
}

std::vector<std::string> leaks(const PanelText& shown, const ShownRun& whole, Step horizon) {
  // What follows at once; a question stands long before the rest.
  constexpr Step looked_at = 200;
  std::vector<std::string> found;
  const Step last = std::min(whole.last(), horizon + looked_at);
  for (const Language language : {Language::english, Language::russian}) {
    const auto& narrator = whole.narrator(language);
    std::vector<std::string> known;
    for (Step step = 1; step <= horizon; ++step) known.push_back(narrator.explain(step));
    std::sort(known.begin(), known.end());
    for (Step step = horizon + 1; step <= last; ++step) {
      const std::string sentence = narrator.explain(step);
      // Something like it may have happened before.
      if (std::binary_search(known.begin(), known.end(), sentence)) continue;
      for (const std::string& panel : shown.panels_with(sentence)) {
        if (panel != "predict") found.push_back(panel + ": " + sentence);
      }
    }
  }
  return found;
}

}  // namespace mailtown::view
