#include "mime/case_folding.h"

#include <array>

#include "mime/utf8.h"

namespace mailtown::mime {

namespace {

// Capitals from `first` to `last` and how their small letters lie: at a distance, or, if that is 0,
// each next to its capital, the capitals being the even ones.
struct Capitals {
  char32_t first, last, distance;
};

// From UnicodeData.txt; letters whose small form lies elsewhere are left out.
constexpr std::array capitals = {
    Capitals{'A', 'Z', 32},      Capitals{0xC0, 0xD6, 32},     // Latin-1
    Capitals{0xD8, 0xDE, 32},    Capitals{0x100, 0x12F, 0},    // Latin Extended-A
    Capitals{0x132, 0x137, 0},   Capitals{0x14A, 0x177, 0},    //
    Capitals{0x1DE, 0x1EF, 0},   Capitals{0x1F8, 0x21F, 0},    // Latin Extended-B
    Capitals{0x222, 0x233, 0},   Capitals{0x388, 0x38A, 37},   // Greek with tonos
    Capitals{0x391, 0x3A1, 32},  Capitals{0x3A3, 0x3AB, 32},   // Greek
    Capitals{0x400, 0x40F, 80},  Capitals{0x410, 0x42F, 32},   // Cyrillic
    Capitals{0x460, 0x481, 0},   Capitals{0x48A, 0x4BF, 0},    // historic and further Cyrillic
    Capitals{0x4D0, 0x52F, 0},   Capitals{0x531, 0x556, 48},   // Armenian
    Capitals{0x1E00, 0x1E95, 0}, Capitals{0x1EA0, 0x1EFF, 0},  // Latin Extended Additional
};

// Latin Extended-A where the capitals are the odd ones.
constexpr bool is_odd_capital(char32_t c) {
  return ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || (c >= 0x4C1 && c <= 0x4CE)) &&
         c % 2 == 1;
}

}  // namespace

char32_t fold_case(char32_t character) {
  if (character < 'A') return character;
  if (is_odd_capital(character)) return character + 1;
  if (character == 0x3C2) return 0x3C3;  // final sigma
  if (character == 0x178) return 0xFF;   // Y with diaeresis
  for (const Capitals& range : capitals) {
    if (character < range.first) break;
    if (character > range.last) continue;
    if (range.distance > 0) return character + range.distance;
    return range.first % 2 == 0 ? character | 1 : character;
  }
  return character;
}

std::string fold_case(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  while (!utf8.empty()) {
    const Utf8Step step = next_utf8(utf8);
    append_utf8(folded, fold_case(step.character));
    utf8.remove_prefix(step.length);
  }
  return folded;
}

}  // namespace mailtown::mime
