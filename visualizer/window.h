// The window, OpenGL and Dear ImGui: opening, frames, keys.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "platform/result.h"
#include "visualizer/geometry.h"
#include "visualizer/offscreen.h"
#include "visualizer/theme.h"

struct GLFWwindow;

namespace mailtown::view {

struct KeyPress {
  int key = 0;   // GLFW's code of the key
  int mods = 0;  // GLFW's bits
};
// A key, or a character typed, as UTF-8. A key that types is both, the key first.
using Input = std::variant<KeyPress, std::string>;

class Window {
 public:
  struct Options {
    int width = 1600, height = 900;
    bool hands_off = false;  // for scripts: hidden, drawn offscreen, fixed frame time, no mouse
  };
  // Fails without a display or without OpenGL 3.
  static Result<std::unique_ptr<Window>> open(const Options& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  bool should_close() const;
  void close();
  // Pixels to draw on, whatever the monitor's scale.
  int width() const;
  int height() const;
  void resize(int width, int height);  // hands off only
  void toggle_full_screen();
  bool is_full_screen() const;
  bool is_hands_off() const { return options_.hands_off; }
  // How much larger than usual the system wants things drawn.
  float system_scale() const;

  // Waits for events if `idle`, then begins a frame; returns its time in seconds.
  double begin_frame(bool idle);
  // Draws what Dear ImGui has rendered.
  void end_frame(Colour back);
  // The fonts were built anew: hands the new atlas to OpenGL.
  void reload_fonts();
  // What the keyboard brought since the last call, in order.
  std::vector<Input> take_input();
  // Adds to it: for the keyboard, and for scripts.
  void put(Input input);
  // Where the mouse is, and whether its button is down. Hands off only; else it is where it is.
  void set_mouse(Point at, bool is_down) {
    mouse_ = at;
    mouse_is_down_ = is_down;
  }
  // Turned by so many notches, up if positive, in the next frame. Hands off only.
  void turn_wheel(float notches) { wheel_ += notches; }
  // The last frame, RGB rows from the top. Hands off only.
  std::vector<unsigned char> pixels() const;
  // What Dear ImGui has rendered last, drawn once more: the same for every window.
  std::vector<unsigned char> picture(Colour back);

 private:
  explicit Window(const Options& options) : options_(options) {}
  Result<> start();
  void draw(Colour back) const;

  Options options_;
  GLFWwindow* window_ = nullptr;
  bool glfw_ = false, gui_ = false;
  std::unique_ptr<Offscreen> offscreen_;
  std::vector<Input> input_;
  std::optional<Point> mouse_;
  bool mouse_is_down_ = false;
  float wheel_ = 0;
  // Where the window was before it filled the screen, and how large the picture.
  Box windowed_;
  std::pair<int, int> offscreen_windowed_;
};

}  // namespace mailtown::view
