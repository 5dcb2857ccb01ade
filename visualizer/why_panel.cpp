#include <fmt/core.h>

#include "visualizer/column.h"
#include "visualizer/icons.h"
#include "visualizer/key_hint.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

void draw_inputs(Column& column, const reader::Why& why) {
  const Pen& pen = column.pen;
  float label_w = 0;
  for (const auto& input : why.inputs) {
    label_w = std::max(label_w, pen.width(pen.fonts().text, input.label));
  }
  label_w = std::min(label_w, 0.45f * column.room) + 2 * pen.u();
  const float row = Pen::leading(pen.fonts().text);
  for (const auto& input : why.inputs) {
    pen.fitted({column.at.x, column.at.y, label_w - 2 * pen.u(), row}, pen.fonts().text,
               pen.theme().muted, input.label);
    const float h =
        pen.wrapped({column.at.x + label_w, column.at.y + 0.2f * pen.u()}, column.room - label_w,
                    pen.fonts().mono, pen.theme().text, input.value.empty() ? "–" : input.value);
    column.at.y += std::max(h, row);
  }
}

// Each alternative with a tick or a cross, and the reason that it lost.
void draw_options(Column& column, const View& view, const reader::Why& why) {
  const Pen& pen = column.pen;
  const float u = pen.u(), row = Pen::leading(pen.fonts().text);
  for (const reader::Option& option : why.options) {
    const Point sign{column.at.x + 0.75f * u, column.at.y + 0.45f * row};
    if (option.chosen) {
      draw_check(pen, sign, 1.25f * u, pen.theme().server);
    } else {
      draw_cross(pen, sign, u, pen.theme().bad);
    }
    const std::string choice =
        option.chosen ? option.choice + " — " + view.words().ui("view.chosen") : option.choice;
    pen.line({column.at.x + 2.5f * u, column.at.y}, pen.fonts().text, pen.theme().text, choice);
    column.at.y += row;
    if (!option.reason.empty()) {
      column.at.y += pen.wrapped({column.at.x + 2.5f * u, column.at.y}, column.room - 2.5f * u,
                                 pen.fonts().text, pen.theme().muted, option.reason);
    }
    column.at.y += 0.5f * u;
  }
}

// Where the reference decides it; a click opens the source there.
void draw_place(Column& column, View& view, const reader::SourcePlace& place) {
  column.at.y += column.pen.u();
  const std::string words = view.words().ui(
      "explain.place", {{"file", place.file}, {"line", std::to_string(place.line)}});
  if (draw_key_hint(column.pen, "place", column.at, column.room, "J", words)) view.set_source(true);
  column.at.y += key_hint_height(column.pen);
}

// What this step led to, on any machine: the first few that are worth a look.
std::vector<reader::CauseLine> effects_of(const View& view) {
  constexpr Step farthest = 5'000;
  constexpr std::size_t few = 3;
  std::vector<reader::CauseLine> effects;
  const reader::Joined& joined = view.run().joined();
  const Step end = std::min(view.run().last(), view.step() + farthest);
  for (Step step = view.step() + 1; step <= end && effects.size() < few; ++step) {
    const auto& about = joined.at(step);
    if (about.cause != view.step() || about.importance == reader::Importance::detail) continue;
    effects.push_back({step, view.narrator().explain(step)});
  }
  return effects;
}

// Where nothing was decided, the way to where something is.
void draw_next_decision(Column& column, View& view) {
  const auto& decisions = view.run().stops(Unit::decision);
  if (decisions.empty() || decisions.back() <= view.step()) return;
  column.at.y += column.pen.u();
  if (draw_key_hint(column.pen, "next decision", column.at, column.room, "D",
                    view.words().ui("view.do.next-decision"))) {
    view.next_stop(Unit::decision);
  }
  column.at.y += key_hint_height(column.pen);
}

// Steps to go to, with their sentences.
void draw_steps_to(Column& column, View& view, const std::vector<reader::CauseLine>& steps) {
  const Pen& pen = column.pen;
  const float u = pen.u();
  for (const reader::CauseLine& cause : steps) {
    const std::string number = fmt::format("{}", cause.step);
    const float h =
        pen.wrapped_height(column.room - 5 * u, pen.fonts().text, cause.sentence, 2) + 0.5f * u;
    const std::string id = "because " + number;
    bool hovered = false;
    if (clicked(id.c_str(), {column.at.x, column.at.y, column.room, h}, &hovered)) {
      view.go(cause.step);
    }
    pen.line({column.at.x, column.at.y + 0.3f * u}, pen.fonts().small, pen.theme().faint, number);
    pen.wrapped({column.at.x + 5 * u, column.at.y}, column.room - 5 * u, pen.fonts().text,
                hovered ? pen.theme().text : pen.theme().muted, cause.sentence, 2);
    column.at.y += h;
  }
}

}  // namespace

void draw_why(const Ui& ui, View& view, Memory& memory, Box box) {
  const Pen frame(ui, "why");
  const auto& words = view.words();
  const Box inner = panel_surface(frame, box, words.ui("view.why"));
  if (view.step() == 0) return;
  const reader::Why why = view.narrator().why(view.step());
  if (!why.source.empty()) {
    const float w = frame.width(ui.fonts.small, why.source) + 2 * ui.u;
    frame.pill({box.right() - 1.5f * ui.u - w, box.y + ui.u}, ui.fonts.small, ui.theme.text,
               ui.theme.hover, why.source);
  }
  ScrollArea area("why", inner);
  const Pen pen(ui, "why");
  Column column{pen, area.origin(), area.width() - ui.u};
  column.at.y += pen.wrapped(column.at, column.room, ui.fonts.text, ui.theme.text, why.sentence);
  if (!why.reply.empty()) {
    column.at.y += 0.5f * ui.u;
    const Colour colour = is_refusing(why.reply) ? ui.theme.bad : ui.theme.server;
    column.at.y += pen.wrapped(column.at, column.room, ui.fonts.mono, colour, why.reply);
  }
  if (!why.inputs.empty()) {
    column.heading(words.ui("view.inputs"));
    draw_inputs(column, why);
  }
  if (!why.options.empty()) {
    column.heading(words.ui("view.options"));
    draw_options(column, view, why);
  }
  if (const auto* place = memory.source.place(why.rule)) draw_place(column, view, *place);
  if (!why.because.empty()) {
    column.heading(words.ui("view.because"));
    draw_steps_to(column, view, why.because);
  }
  if (const auto effects = effects_of(view); !effects.empty()) {
    column.heading(words.ui("view.led-to"));
    draw_steps_to(column, view, effects);
  }
  if (why.inputs.empty() && why.options.empty()) draw_next_decision(column, view);
  area.set_height(column.at.y - area.origin().y);
  if (memory.why.is_new({view.step(), {}, box, ui.u})) ImGui::SetScrollY(0);
  if (!view.help() && !view.source()) area.scroll_by(view.take_scroll(Pane::why));
}

}  // namespace mailtown::view
