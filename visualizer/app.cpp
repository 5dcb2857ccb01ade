#include "visualizer/app.h"

#include "visualizer/style.h"

namespace mailtown::view {

void App::carry_out(WindowAction action) {
  switch (action) {
    case WindowAction::full_screen:
      window_.toggle_full_screen();
      break;
    case WindowAction::quit:
      window_.close();
      break;
    case WindowAction::none:
      break;
  }
}

void App::act_on_input() {
  const auto inputs = window_.take_input();
  acted_ = view_.palette().is_picked || !inputs.empty();
  carry_out(act_on_pick(view_));
  for (const Input& input : inputs) {
    if (const auto* typed = std::get_if<std::string>(&input)) {
      if (view_.palette().is_open) view_.type(*typed);
    } else {
      carry_out(press(std::get<KeyPress>(input), view_));
    }
  }
}

// Nothing moves: the next frame can wait for a key or the mouse.
bool App::is_still() const {
  return !acted_ && !view_.playing() && view_.progress() >= 1 && !view_.map().is_moving();
}

void App::draw(bool time_passes) {
  const float scale = window_.system_scale() * static_cast<float>(view_.percent()) / 100;
  if (fonts_.scale != scale || !fonts_.text) {
    fonts_ = build_fonts(files_, scale);
    window_.reload_fonts();
  }
  const Theme theme = view_.dark() ? dark_theme() : light_theme();
  const float unit = 8 * scale;
  apply_style(theme, unit);
  const double seconds = window_.begin_frame(is_still());
  if (time_passes) view_.advance(seconds);
  text_.clear();
  draw_screen({theme, fonts_, text_, unit}, view_, memory_);
  window_.end_frame(theme.back);
}

void App::frame() {
  draw(true);
  act_on_input();
}

// Twice: where a panel scrolls to shows in the next frame.
void App::redraw() {
  draw(false);
  draw(false);
}

void App::run() {
  while (!window_.should_close()) frame();
}

}  // namespace mailtown::view
