#include "visualizer/fonts.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include <imgui.h>

namespace mailtown::view {
namespace {

// Latin, Cyrillic and the signs that the interface uses: dashes, quotes, arrows, section sign.
constexpr std::array<ImWchar, 19> ranges{0x0020, 0x017F, 0x0400, 0x04FF, 0x2010, 0x2030, 0x20AC,
                                         0x20AC, 0x2116, 0x2116, 0x2190, 0x2195, 0x2212, 0x2212,
                                         0x2248, 0x2265, 0x25A0, 0x25FF, 0};

std::vector<std::string> folders() {
  if (const char* own = std::getenv("MAILTOWN_FONTS")) return {own};
  return {"/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts",
          "/usr/share/fonts/dejavu-sans-mono-fonts", "/usr/share/fonts/TTF",
          "/usr/share/fonts/dejavu"};
}

std::string find(const std::string& name) {
  for (const std::string& folder : folders()) {
    const std::string path = folder + "/" + name;
    std::error_code failure;
    if (std::filesystem::exists(path, failure)) return path;
  }
  return {};
}

}  // namespace

FontFiles find_fonts() {
  FontFiles files{
      find("DejaVuSans.ttf"), find("DejaVuSans-Bold.ttf"), find("DejaVuSansMono.ttf"), {}};
  if (files.regular.empty() || files.bold.empty() || files.mono.empty()) {
    files.error =
        "the fonts DejaVu Sans, DejaVu Sans Bold and DejaVu Sans Mono are missing; on Debian or "
        "Ubuntu: apt-get install fonts-dejavu-core (or set MAILTOWN_FONTS to their folder)";
  }
  return files;
}

Fonts build_fonts(const FontFiles& files, float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas.TexDesiredWidth = scale > 1.6f ? 4096 : 2048;
  ImFontConfig config;
  config.OversampleH = scale > 1.6f ? 1 : 3;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  const auto add = [&](const std::string& file, float pixels) {
    return atlas.AddFontFromFileTTF(file.c_str(), std::round(pixels * scale), &config,
                                    ranges.data());
  };
  Fonts fonts;
  fonts.scale = scale;
  fonts.text = add(files.regular, 15);
  fonts.small = add(files.regular, 12);
  fonts.bold = add(files.bold, 15);
  fonts.lead = add(files.regular, 17);
  fonts.title = add(files.bold, 19);
  fonts.mono = add(files.mono, 14);
  atlas.Build();
  return fonts;
}

}  // namespace mailtown::view
