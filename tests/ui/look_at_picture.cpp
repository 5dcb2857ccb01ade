// Looks at a picture that the viewer took: look-at-picture FILE.png WIDTH HEIGHT
//
// It must have that size, more than a handful of colours, and the accent that marks 'now'. No
// comparison byte by byte: another driver smooths edges differently.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#include <cstdlib>
#include <iostream>
#include <set>

#include <stb_image.h>

#include "visualizer/theme.h"

namespace {

constexpr std::size_t colours_min = 40;
constexpr std::size_t accent_pixels_min = 200;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  int width = 0, height = 0, channels = 0;
  unsigned char* pixels = stbi_load(argv[1], &width, &height, &channels, 3);
  if (!pixels || width != std::atoi(argv[2]) || height != std::atoi(argv[3])) {
    std::cerr << argv[1] << " is " << width << " by " << height << ", not " << argv[2] << " by "
              << argv[3] << '\n';
    return 1;
  }
  const auto dark = mailtown::view::dark_theme().now, light = mailtown::view::light_theme().now;
  std::set<unsigned> colours;
  std::size_t accent = 0;
  for (int i = 0; i < width * height; ++i) {
    const unsigned char* p = pixels + 3 * i;
    const unsigned colour = (p[0] << 16) | (p[1] << 8) | p[2];
    colours.insert(colour);
    if (colour == dark || colour == light) ++accent;
  }
  stbi_image_free(pixels);
  if (colours.size() >= colours_min && accent >= accent_pixels_min) return 0;
  std::cerr << argv[1] << " has " << colours.size() << " colours, at least " << colours_min
            << " wanted, and " << accent << " pixels of the accent, at least " << accent_pixels_min
            << " wanted\n";
  return 1;
}
