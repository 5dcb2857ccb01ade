// The viewer as a whole: a window on a view, frame by frame.
#pragma once

#include <chrono>
#include <memory>

#include "visualizer/fonts.h"
#include "visualizer/keys.h"
#include "visualizer/live/live.h"
#include "visualizer/mend/mend_panel.h"
#include "visualizer/panel_text.h"
#include "visualizer/screen.h"
#include "visualizer/view.h"
#include "visualizer/window.h"

namespace mailtown::view {

class App {
 public:
  App(Window& window, View& view, FontFiles files)
      : window_(window), view_(view), files_(std::move(files)) {}

  // Shows what is added to the traces, as they grow. `live` outlives the app.
  void follow(Live& live) { live_ = &live; }

  // Keys, time, drawing. Fonts are rebuilt first if the text size has changed.
  void frame();
  // Until the window is closed.
  void run();

  // The text of every panel of the last frame.
  const PanelText& text() const { return text_; }
  // Does what the keyboard and the mouse asked for.
  void act_on_input();
  // CPU time to build the last frame, in milliseconds: all but the rasteriser.
  double built_ms() const { return built_ms_; }
  // Draws what has just changed, without letting time pass.
  void redraw();

  // What an action left for the window to do.
  void carry_out(WindowAction action);

 private:
  void draw(bool time_passes);
  void compute(bool announced);
  void paste(std::string_view text);
  void take_picture();
  bool is_still() const;
  void poll_live(double seconds);

  Window& window_;
  View& view_;
  FontFiles files_;
  Fonts fonts_;
  PanelText text_;
  Memory memory_;
  MendMemory mend_memory_;
  Live* live_ = nullptr;
  std::unique_ptr<ShownRun> live_run_;
  double since_poll_ = 0, poll_every_ = 0;  // seconds
  bool acted_ = false;                      // since the last frame was drawn
  double built_ms_ = 0;
};

}  // namespace mailtown::view
