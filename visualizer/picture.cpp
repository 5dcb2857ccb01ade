#include "visualizer/picture.h"

#include <stb_image_write.h>

namespace mailtown::view {

std::string png(int width, int height, const std::vector<unsigned char>& pixels) {
  std::string file;
  const auto append = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                          static_cast<std::size_t>(size));
  };
  stbi_write_png_to_func(append, &file, width, height, 3, pixels.data(), width * 3);
  return file;
}

}  // namespace mailtown::view
