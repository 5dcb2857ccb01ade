// A picture in OpenGL's memory that frames are drawn into, whatever the screen's size.
#pragma once

#include <vector>

namespace mailtown::view {

class Offscreen {
 public:
  Offscreen(int width, int height);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

  int width() const { return width_; }
  int height() const { return height_; }
  void bind() const;
  static void unbind();  // to the window again
  // RGB, rows from the top.
  std::vector<unsigned char> pixels() const;

 private:
  int width_, height_;
  unsigned frame_ = 0, colour_ = 0;
};

}  // namespace mailtown::view
