// The fonts: DejaVu, as Debian's fonts-dejavu-core has it, found when the program starts.
#pragma once

#include <string>

struct ImFont;

namespace mailtown::view {

struct FontFiles {
  std::string regular, bold, mono;
  std::string error;  // what is missing and how to get it; empty if all were found
};

// Looks where Debian, Fedora and Arch keep them, or in the folder MAILTOWN_FONTS if that is set.
FontFiles find_fonts();

// Owned by ImGui's atlas; valid until the next build.
struct Fonts {
  ImFont* small = nullptr;
  ImFont* text = nullptr;
  ImFont* bold = nullptr;
  ImFont* lead = nullptr;  // the sentence of the current step
  ImFont* title = nullptr;
  ImFont* mono = nullptr;
  float scale = 1;  // 1 at 100 %
};

// Builds the atlas anew, Latin and Cyrillic, at this text size. Only between frames.
Fonts build_fonts(const FontFiles& files, float scale);

}  // namespace mailtown::view
