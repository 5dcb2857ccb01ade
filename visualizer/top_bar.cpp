#include <fmt/core.h>

#include "visualizer/icons.h"
#include "visualizer/screen.h"

namespace mailtown::view {
namespace {

// A button with a word on it, set from the right; moves `right` to its left side.
bool word_button(const Pen& pen, const char* id, float& right, Box bar, const std::string& words) {
  const float u = pen.u(), w = pen.width(pen.fonts().small, words) + 2 * u, h = 3.5f * u;
  const Box box{right - w, bar.centre().y - h / 2, w, h};
  bool hovered = false;
  const bool hit = clicked(id, box, &hovered);
  pen.fill(box, hovered ? pen.theme().hover : pen.theme().raised, h / 2);
  pen.fitted(box, pen.fonts().small, pen.theme().text, words, Align::centre);
  right = box.x - u;
  return hit;
}

void theme_button(const Pen& pen, View& view, float& right, Box bar) {
  const float u = pen.u(), h = 3.5f * u;
  const Box box{right - h, bar.centre().y - h / 2, h, h};
  bool hovered = false;
  if (clicked("theme", box, &hovered)) view.switch_theme();
  const Colour ground = hovered ? pen.theme().hover : pen.theme().raised;
  pen.fill(box, ground, h / 2);
  draw_theme_sign(pen, box.centre(), 1.9f * u, view.dark(), pen.theme().text, ground);
  pen.say(view.words().ui(view.dark() ? "view.theme-dark" : "view.theme-light"));
  right = box.x - u;
}

// The trace's clock and the step's number, set from the right.
void position(const Pen& pen, const View& view, float& right, Box bar) {
  const float u = pen.u();
  const std::string step = view.words().ui(
      "view.step",
      {{"step", fmt::format("{}", view.step())}, {"last", fmt::format("{}", view.run().last())}});
  const float step_w = pen.width(pen.fonts().bold, step);
  right -= u;
  pen.fitted({right - step_w, bar.y, step_w + 1, bar.h}, pen.fonts().bold, pen.theme().text, step);
  right -= step_w + 2 * u;
  if (view.step() == 0) return;
  const std::string clock = view.narrator().clock(view.step());
  const float clock_w = pen.width(pen.fonts().mono, clock);
  pen.fitted({right - clock_w, bar.y, clock_w + 1, bar.h}, pen.fonts().mono, pen.theme().muted,
             clock);
  right -= clock_w + 2 * u;
}

}  // namespace

void draw_top_bar(const Ui& ui, View& view, Box box) {
  const Pen pen(ui, "top");
  const float u = ui.u;
  float right = box.right() - 2 * u;
  const reader::Telling& telling = view.telling();
  const std::string& name = view.run().reading().header().scenario;
  const std::string& title = telling.title.empty() ? name : telling.title;
  // The title is worth more than what has keys.
  constexpr float buttons_w = 46, position_w = 30;
  const float title_w = pen.width(ui.fonts.title, title);
  if (box.w / u > 70 && word_button(pen, "help", right, box, view.words().ui("view.help-button"))) {
    view.toggle_help();
  }
  if (box.w > (buttons_w + position_w) * u + std::min(title_w, 60 * u)) {
    theme_button(pen, view, right, box);
    const bool english = view.language() == Language::english;
    if (word_button(pen, "language", right, box, english ? "EN → RU" : "RU → EN")) {
      view.switch_language();
    }
    if (word_button(pen, "size", right, box, fmt::format("Aa {} %", view.percent()))) {
      view.set_percent(view.percent() >= 200 ? 100 : view.percent() + 25);
    }
  }
  position(pen, view, right, box);
  const float left = box.x + 2 * u, room = right - left;
  const std::string& note = telling.learn;
  if (note.empty() || box.h < 7 * u) {
    // Rather small than cut off.
    const float scale = std::clamp(room / (title_w + 1), 0.65f, 1.f);
    pen.fitted({left, box.y, room, box.h}, ui.fonts.title, ui.theme.text, title, Align::left,
               scale);
    return;
  }
  pen.fitted({left, box.y + u, room, 3.5f * u}, ui.fonts.title, ui.theme.text, title);
  pen.fitted({left, box.y + 4.5f * u, room, 2 * u}, ui.fonts.small, ui.theme.muted, note);
}

}  // namespace mailtown::view
