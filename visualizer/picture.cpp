#include "visualizer/picture.h"

#include <stb_image_write.h>

namespace mailtown::view {

Result<> write_png(const std::string& path, int width, int height,
                   const std::vector<unsigned char>& pixels) {
  if (!stbi_write_png(path.c_str(), width, height, 3, pixels.data(), width * 3)) {
    return Failure{FailureKind::io, "cannot write " + path};
  }
  return {};
}

}  // namespace mailtown::view
