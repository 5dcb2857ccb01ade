#define GL_GLEXT_PROTOTYPES
#include "visualizer/offscreen.h"

#include <algorithm>

#include <GL/gl.h>
#include <GL/glext.h>

namespace mailtown::view {

Offscreen::Offscreen(int width, int height) : width_(width), height_(height) {
  glGenFramebuffers(1, &frame_);
  glGenRenderbuffers(1, &colour_);
  glBindFramebuffer(GL_FRAMEBUFFER, frame_);
  glBindRenderbuffer(GL_RENDERBUFFER, colour_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width_, height_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_);
}

Offscreen::~Offscreen() {
  glDeleteFramebuffers(1, &frame_);
  glDeleteRenderbuffers(1, &colour_);
}

void Offscreen::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, frame_);
}

void Offscreen::unbind() {
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

std::vector<unsigned char> Offscreen::pixels() const {
  bind();
  const auto row = static_cast<std::size_t>(width_) * 3;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height_));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  // OpenGL's first row is the lowest.
  for (std::size_t top = 0, low = static_cast<std::size_t>(height_) - 1; top < low; ++top, --low) {
    std::swap_ranges(pixels.begin() + static_cast<std::ptrdiff_t>(top * row),
                     pixels.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     pixels.begin() + static_cast<std::ptrdiff_t>(low * row));
  }
  return pixels;
}

}  // namespace mailtown::view
