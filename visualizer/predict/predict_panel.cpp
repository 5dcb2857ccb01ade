#include "visualizer/predict/predict_panel.h"

#include <array>

#include <fmt/core.h>

#include "simulator/formats/file.h"
#include "visualizer/column.h"
#include "visualizer/icons.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

std::string say(const View& view, const Words& words) {
  return view.words().ui(words.key, words.values);
}

std::string number(std::size_t value) {
  return fmt::format("{}", value);
}

std::string score_words(const View& view) {
  const Quiz& quiz = view.predict()->quiz;
  return view.words().ui("predict.score", {{"right", number(quiz.right_ones())},
                                           {"answered", number(quiz.answers().size())},
                                           {"all", number(quiz.questions().size())}});
}

// The panel's surface with the accent around it, and how far one has come; the room for the rest.
Box draw_frame(const Pen& pen, const View& view, Box box, const std::string& heading) {
  const float u = pen.u();
  const Box inner = panel_surface(pen, box, heading);
  pen.frame(box, pen.theme().now, u, 2);
  const std::string score = score_words(view);
  const float w = pen.width(pen.fonts().small, score) + 2 * u;
  const float heading_w = pen.width(pen.fonts().bold, heading) + 4 * u;
  if (w + heading_w < box.w) {
    pen.pill({box.right() - 1.5f * u - w, box.y + u}, pen.fonts().small, pen.theme().text,
             pen.theme().hover, score);
  } else {
    pen.say(score);
  }
  return inner;
}

// A choice with its number; true if it was clicked.
bool draw_choice(Column& column, std::size_t place, const std::string& words) {
  const Pen& pen = column.pen;
  const float u = pen.u(), badge = 2.5f * u, left = badge + 1.5f * u;
  const float text_h = pen.wrapped_height(column.room - left - u, pen.fonts().text, words);
  const float h = std::max(badge, text_h) + 0.75f * u;
  const Box row{column.at.x, column.at.y, column.room, h};
  bool hovered = false;
  const bool hit = clicked(("choice " + number(place)).c_str(), row, &hovered);
  pen.fill(row, hovered ? pen.theme().hover : pen.theme().raised, u);
  const Box sign{row.x + 0.5f * u, row.centre().y - badge / 2, badge, badge};
  pen.fill(sign, hovered ? pen.theme().now : pen.theme().line, 0.75f * u);
  pen.fitted(sign, pen.fonts().bold, hovered ? pen.theme().on_now : pen.theme().text,
             number(place + 1), Align::centre);
  // Lines have their spare room below.
  const float spare = 0.1f * pen.fonts().text->FontSize;
  pen.wrapped({row.x + left, row.centre().y - text_h / 2 + spare}, column.room - left - u,
              pen.fonts().text, pen.theme().text, words);
  column.at.y += h + 0.5f * u;
  return hit;
}

void draw_question(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "predict");
  const Question& question = *view.predict()->quiz.waiting();
  const Box inner = draw_frame(frame, view, box, view.words().ui("predict.heading"));
  ScrollArea area("predict", inner);
  const Pen pen(ui, "predict");
  Column column{pen, area.origin(), area.width() - ui.u};
  column.text(ui.fonts.bold, ui.theme.text, say(view, question.text));
  column.at.y += ui.u;
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    if (draw_choice(column, i, say(view, question.choices[i]))) view.predict()->picked = i;
  }
  column.text(ui.fonts.small, ui.theme.faint,
              view.words().ui("predict.hint", {{"last", number(question.choices.size())}}));
  area.set_height(column.at.y - area.origin().y);
  if (memory.predict.is_new({view.step(), {}, box, ui.u})) ImGui::SetScrollY(0);
  area.scroll_by(view.take_scroll(Pane::why));
}

void draw_sign(const Pen& pen, Point at, bool right) {
  if (right) {
    draw_check(pen, at, 2 * pen.u(), pen.theme().server);
  } else {
    draw_cross(pen, at, 1.6f * pen.u(), pen.theme().bad);
  }
}

// Right or wrong, what was asked and what is right; returns its height.
float draw_verdict(const Ui& ui, View& view, Box box, std::size_t which) {
  const Quiz& quiz = view.predict()->quiz;
  const Question& question = quiz.questions()[which];
  const auto& choice = quiz.answers()[which].choice;
  const bool right = quiz.is_right(which);
  const float u = ui.u, left = 4 * u;
  const Pen pen(ui, "predict");
  const std::string verdict = view.words().ui(right    ? "predict.right"
                                              : choice ? "predict.wrong"
                                                       : "predict.shown");
  const std::string said =
      right || !choice
          ? ""
          : view.words().ui("predict.you-said", {{"choice", say(view, question.choices[*choice])}});
  const std::string answer = say(view, question.choices[question.right]);
  const float room = box.w - left - 2 * u;
  const float answer_h = pen.wrapped_height(room, ui.fonts.bold, answer, 3);
  const float said_h = said.empty() ? 0 : pen.wrapped_height(room, ui.fonts.small, said, 2);
  const float line = Pen::leading(ui.fonts.small);
  const float h = line + answer_h + said_h + 1.5f * u;
  const Box card{box.x, box.y, box.w, h};
  pen.fill(card, ui.theme.panel, u);
  pen.frame(card, right ? ui.theme.server : ui.theme.bad, u, 2);
  draw_sign(pen, {card.x + 2 * u, card.y + 0.75f * u + line / 2}, right);
  const std::string score = score_words(view);
  float y = card.y + 0.75f * u;
  const float score_w = pen.width(ui.fonts.small, score);
  pen.fitted({card.x + left, y, room - score_w - u, line}, ui.fonts.small,
             right ? ui.theme.server : ui.theme.bad, verdict);
  if (score_w < 0.6f * room) {
    pen.fitted({card.right() - 2 * u - score_w, y, score_w + 1, line}, ui.fonts.small,
               ui.theme.faint, score);
  }
  y += line;
  pen.wrapped({card.x + left, y}, room, ui.fonts.bold, ui.theme.text, answer, 3);
  if (!said.empty()) {
    pen.wrapped({card.x + left, y + answer_h}, room, ui.fonts.small, ui.theme.muted, said, 2);
  }
  return h;
}

// The file: asked about, written, or not; and the keys for it.
void draw_hand_in(Column& column, View& view) {
  const Pen& pen = column.pen;
  const HandIn& hand_in = view.predict()->hand_in;
  const auto& words = view.words();
  const reader::Values values{{"path", hand_in.path},
                              {"what", formats::why_not_written(words, hand_in.path, hand_in.why)}};
  switch (hand_in.state) {
    case HandIn::State::none:
      column.text(pen.fonts().text, pen.theme().muted, words.ui("predict.hand-in"));
      break;
    case HandIn::State::written:
      column.text(pen.fonts().text, pen.theme().server, words.ui("predict.written", values));
      break;
    case HandIn::State::failed:
      column.text(pen.fonts().text, pen.theme().bad, words.ui("predict.not-written", values));
      break;
    case HandIn::State::asks: {
      column.text(pen.fonts().bold, pen.theme().text, words.ui("predict.overwrite", values));
      column.at.y += 0.5f * pen.u();
      constexpr std::array keys{"predict.overwrite.yes", "predict.overwrite.other",
                                "predict.overwrite.no"};
      for (std::size_t i = 0; i < keys.size(); ++i) {
        if (draw_choice(column, i, words.ui(keys[i]))) view.predict()->picked = i;
      }
    }
  }
}

// Every question with how it went; a click goes there.
void draw_results(Column& column, View& view) {
  const Pen& pen = column.pen;
  const Quiz& quiz = view.predict()->quiz;
  const float u = pen.u(), left = 6.5f * u;
  for (std::size_t i = 0; i < quiz.answers().size(); ++i) {
    const Question& question = quiz.questions()[i];
    const std::string text = say(view, question.text);
    const float h = pen.wrapped_height(column.room - left, pen.fonts().text, text, 2) + 0.75f * u;
    const Box row{column.at.x, column.at.y, column.room, h};
    bool hovered = false;
    if (clicked(("result " + number(i)).c_str(), row, &hovered)) view.go(question.reveal);
    if (hovered) pen.fill(row, pen.theme().hover, u);
    draw_sign(pen, {row.x + 1.25f * u, row.y + 1.25f * u}, quiz.is_right(i));
    pen.line({row.x + 2.75f * u, row.y + 0.3f * u}, pen.fonts().small, pen.theme().faint,
             number(question.reveal));
    pen.wrapped({row.x + left, row.y}, column.room - left, pen.fonts().text, pen.theme().text, text,
                2);
    column.at.y += h;
  }
}

void draw_score(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "predict");
  const Quiz& quiz = view.predict()->quiz;
  const Box inner = draw_frame(frame, view, box, view.words().ui("predict.all-heading"));
  ScrollArea area("score", inner);
  const Pen pen(ui, "predict");
  Column column{pen, area.origin(), area.width() - ui.u};
  if (quiz.questions().empty()) {
    column.text(ui.fonts.text, ui.theme.text, view.words().ui("predict.no-questions"));
  } else {
    draw_hand_in(column, view);
    column.at.y += ui.u;
    draw_results(column, view);
  }
  area.set_height(column.at.y - area.origin().y);
  if (memory.predict.is_new({view.step(), {}, box, ui.u})) ImGui::SetScrollY(0);
  area.scroll_by(view.take_scroll(Pane::why));
}

}  // namespace

Box draw_predict(const Ui& ui, View& view, Memory& memory, Box box) {
  if (!view.predict()) return box;
  const Quiz& quiz = view.predict()->quiz;
  const bool hands_in = view.predict()->hand_in.state != HandIn::State::none;
  if (is_asking(view) && !hands_in) {
    draw_question(ui, view, memory, box);
    return {};
  }
  if (hands_in || (quiz.finished() && view.step() == view.run().last())) {
    draw_score(ui, view, memory, box);
    return {};
  }
  const auto which = quiz.answered_at(view.step());
  if (!which) return box;
  const float h = draw_verdict(ui, view, box, *which) + ui.u;
  return {box.x, box.y + h, box.w, std::max(0.f, box.h - h)};
}

}  // namespace mailtown::view
