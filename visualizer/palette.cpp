#include "visualizer/palette.h"

#include <algorithm>
#include <sstream>

namespace mailtown::view {
namespace {

// Letters of both languages made small, for comparing: ASCII and Cyrillic in UTF-8.
std::string small(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c == 0xD0 && i + 1 < text.size()) {
      const auto second = static_cast<unsigned char>(text[++i]);
      if (second >= 0x90 && second <= 0x9F) {  // А..П
        out += {'\xD0', static_cast<char>(second + 0x20)};
      } else if (second >= 0xA0 && second <= 0xAF) {  // Р..Я
        out += {'\xD1', static_cast<char>(second - 0x20)};
      } else {
        out += {'\xD0', static_cast<char>(second)};
      }
    } else {
      out += text[i];
    }
  }
  return out;
}

bool contains_all(const std::string& text, const std::string& typed) {
  std::istringstream words(typed);
  for (std::string word; words >> word;) {
    if (text.find(word) == std::string::npos) return false;
  }
  return true;
}

void add_places(const View& view, std::vector<PaletteEntry>& entries) {
  const std::string& typed = view.palette().typed;
  const auto& words = view.words();
  if (const auto place = parse_destination(typed)) {
    entries.push_back({words.ui("view.do.go-to", {{"place", typed}}), "", [place](View& to) {
                         to.go_to(*place);
                         return WindowAction::none;
                       }});
  }
  if (const auto stop = Breakpoint::parse(typed)) {
    entries.push_back(
        {words.ui("view.do.break-at", {{"breakpoint", stop->to_string()}}), "", [stop](View& to) {
           to.toggle(*stop);
           return WindowAction::none;
         }});
  }
}

}  // namespace

std::vector<PaletteEntry> palette_entries(const View& view) {
  std::vector<PaletteEntry> entries;
  add_places(view, entries);
  const std::string typed = small(view.palette().typed);
  for (const Action& action : actions()) {
    std::string searched;
    for (const Language language : {Language::english, Language::russian}) {
      searched += small(view.run().catalogue(language).ui(action.what)) + "\n";
    }
    if (!contains_all(searched, typed)) continue;
    entries.push_back({view.words().ui(action.what), std::string(action.key), action.act});
  }
  return entries;
}

}  // namespace mailtown::view
