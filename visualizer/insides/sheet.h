// What an inside tells, ready to be drawn: lines one below the other, in one form for all insides.
#pragma once

#include <string>
#include <vector>

#include "visualizer/view.h"

namespace mailtown::view {

enum class Tone { plain, quiet, good, bad, now };
enum class Sign { none, dot, check, cross, diamond, letter };

// A stage of something that goes on in stages.
struct Chip {
  std::string words;
  Tone tone = Tone::quiet;
};

struct SheetLine {
  enum class Kind {
    heading,
    text,   // label only, over the whole width
    row,    // sign, label, aside; below it the detail
    pair,   // label and detail beside each other, each with half of the width
    chips,  // joined by a line, from left to right
  };
  Kind kind = Kind::row;
  std::string label;
  std::string aside;   // short, at the right edge where there is room
  std::string detail;  // below, or beside in a pair
  Tone tone = Tone::plain;
  Sign sign = Sign::none;
  int depth = 0;             // how far it is indented
  bool is_linked = false;    // a chain: a line leads from the sign above to this one
  bool is_mono = false;      // the detail is something of the wire or of a file
  float left_share = -1;     // 0..1: a bar that is so full; less than 0: none
  Step step = 0;             // where a click leads; 0: nowhere
  std::uint32_t letter = 0;  // which a click chooses, index plus 1; 0: none
  std::vector<Chip> chips;
};

struct Sheet {
  std::vector<SheetLine> lines;

  SheetLine& add(SheetLine line) { return lines.emplace_back(std::move(line)); }
  SheetLine& heading(std::string words) {
    return add({.kind = SheetLine::Kind::heading, .label = std::move(words)});
  }
  SheetLine& text(std::string words) {
    return add({.kind = SheetLine::Kind::text, .label = std::move(words), .tone = Tone::quiet});
  }
};

// --- the insides, each in a file of its name; of the view's step, in its language ---
Sheet names_sheet(View& view);
Sheet routing_sheet(View& view);
Sheet policy_sheet(View& view);
Sheet queue_sheet(View& view);
Sheet mailboxes_sheet(View& view);
Sheet accounts_sheet(View& view);
Sheet disk_sheet(View& view);

// --- what several of them need ---

// The machines to tell of: the selected one, or all in the order of the header, first that of the
// step.
std::vector<std::string> machines_in_focus(const View& view);
// The conversation of the moment if its protocol is one asked for; of a question of DNS, the one
// that needs the answer; or the last one before. Index plus 1; 0: none.
std::uint32_t conversation_behind(const View& view, bool (*fits)(const std::string& protocol));
// "2 hours 5 minutes", in the view's language; the two largest units.
std::string duration_words(const View& view, std::int64_t us);
// The letter's subject or, if it has none, its first name.
std::string letter_words(const View& view, std::uint32_t letter);
// The last event of the kind before or at the view's step; 0 if there is none among the nearest
// ones.
template <class Payload, class Fits>
Step last_before(const View& view, const Fits& fits) {
  constexpr Step farthest = 20'000;
  const Step now = view.step();
  for (Step step = now; step > 0 && now - step < farthest; --step) {
    const auto* payload = std::get_if<Payload>(&view.run().reading().event(step).payload);
    if (payload && fits(step, *payload)) return step;
  }
  return 0;
}

}  // namespace mailtown::view
