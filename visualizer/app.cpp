#include "visualizer/app.h"

#include "visualizer/measure.h"
#include "visualizer/picture.h"
#include "visualizer/style.h"

namespace mailtown::view {

void App::carry_out(WindowAction action) {
  switch (action) {
    case WindowAction::full_screen:
      window_.toggle_full_screen();
      break;
    case WindowAction::present:
      // A script says itself how large its pictures are.
      if (!window_.is_hands_off() && window_.is_full_screen() != view_.present().on) {
        window_.toggle_full_screen();
      }
      break;
    case WindowAction::copy:
      ImGui::SetClipboardText(view_.mend()->clipboard.c_str());
      break;
    case WindowAction::paste:
      if (const char* text = ImGui::GetClipboardText()) paste(text);
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
  acted_ =
      view_.palette().is_picked || !inputs.empty() || (view_.predict() && view_.predict()->picked);
  act_on_picked_answer(view_);
  carry_out(act_on_pick(view_));
  for (const Input& input : inputs) {
    if (const auto* typed = std::get_if<std::string>(&input)) {
      if (view_.is_mending()) {
        view_.mend()->editor.insert(*typed);
      } else if (view_.take().is_open()) {
        view_.take().type(*typed);
      } else if (view_.palette().is_open) {
        view_.type(*typed);
      } else if (view_.touch().is_open()) {
        view_.touch().type(view_, *typed);
      }
    } else {
      carry_out(press(std::get<KeyPress>(input), view_));
    }
  }
  compute(false);
  if (view_.take().wants_picture()) take_picture();
}

void App::paste(std::string_view text) {
  if (view_.is_mending()) {
    view_.mend()->editor.insert(text);
  } else if (view_.take().is_open()) {
    view_.take().type(text);
  }
}

// Of what stands behind the dialog.
void App::take_picture() {
  redraw();
  const Theme theme = view_.dark() ? dark_theme() : light_theme();
  view_.take().take_picture(view_,
                            png(window_.width(), window_.height(), window_.picture(theme.back)));
}

// What takes time is announced in a picture before it is done.
void App::compute(bool announced) {
  Touch& touch = view_.touch();
  if (touch.is_busy() && (announced || touch.is_quick(view_))) touch.carry_out(view_);
}

// Nothing moves: the next frame can wait for a key or the mouse.
bool App::is_still() const {
  return !acted_ && !view_.touch().is_busy() && !view_.take().wants_picture() && !view_.playing() &&
         view_.progress() >= 1 && !view_.map().is_moving();
}

// Whoever stands at the end goes on with it; whoever went back stays at his step. While something
// is predicted, what is asked about stays as it is.
void App::poll_live(double seconds) {
  since_poll_ += seconds;
  if (live_ == nullptr || view_.predict() || since_poll_ < poll_every_) return;
  since_poll_ = 0;
  const auto began = std::chrono::steady_clock::now();
  if (!live_->poll(std::chrono::system_clock::now())) return;
  const bool at_end = view_.step() == view_.run().last();
  auto run = view_.run().again({live_->trace(), {}}, {});
  view_.show(*run, at_end ? run->last() : live_->now_at(view_.step()));
  live_run_ = std::move(run);  // the old one may go only now
  view_.set_notice(live_->notice());
  // A long trace takes long to join: most of the time belongs to the picture.
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  poll_every_ = std::max(0.1, 5 * took.count());
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
  const double began_ms = cpu_ms();
  if (time_passes) {
    poll_live(seconds);
    view_.advance(seconds);
  }
  text_.clear();
  const Ui ui{theme, fonts_, text_, unit};
  if (view_.is_mending()) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    draw_mend(ui, view_, mend_memory_, {0, 0, size.x, size.y});
  } else {
    draw_screen(ui, view_, memory_);
  }
  ImGui::Render();
  built_ms_ = cpu_ms() - began_ms;
  window_.end_frame(theme.back);
  compute(true);
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
