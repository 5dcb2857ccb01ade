// The viewer as a whole: a window on a view, frame by frame.
#pragma once

#include <memory>

#include "visualizer/fonts.h"
#include "visualizer/keys.h"
#include "visualizer/panel_text.h"
#include "visualizer/screen.h"
#include "visualizer/view.h"
#include "visualizer/window.h"

namespace mailtown::view {

class App {
 public:
  App(Window& window, View& view, FontFiles files)
      : window_(window), view_(view), files_(std::move(files)) {}

  // Keys, time, drawing. Fonts are rebuilt first if the text size has changed.
  void frame();
  // Until the window is closed.
  void run();

  // The text of every panel of the last frame.
  const PanelText& text() const { return text_; }
  // Does what the keyboard and the mouse asked for.
  void act_on_input();
  // Draws what has just changed, without letting time pass.
  void redraw();

 private:
  void carry_out(WindowAction action);
  void draw(bool time_passes);
  bool is_still() const;

  Window& window_;
  View& view_;
  FontFiles files_;
  Fonts fonts_;
  PanelText text_;
  Memory memory_;
  bool acted_ = false;  // since the last frame was drawn
};

}  // namespace mailtown::view
