// A run as a sequence of messages between machines: what all sequence diagrams draw.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "simulator/reader/narrator.h"
#include "simulator/reader/telling.h"

namespace mailtown::report {

// Of a long run there are many, so they are kept small.
struct Arrow {
  std::uint32_t from = 0, to = 0;  // lanes
  trace::Text text;                // in one line
  bool is_answer = false;          // of a nameserver
  bool is_lost = false;
  std::uint32_t motion = 0;  // into Joined::motions
  reader::Step step = 0;
};

// Something that a machine decided or that befell it, or a beat's talking point.
struct Note {
  std::uint32_t lane = 0;
  trace::Text text;
  bool is_beat = false;
  reader::Step step = 0;
};

struct Sequence {
  std::vector<std::string> lanes;  // machines that send, receive or decide; the header's order
  std::vector<std::variant<Arrow, Note>> items;  // in the order of the steps
};

Sequence sequence_of(const reader::Narrator& narrator, const reader::Telling& telling);
// The same without texts and beats, for readers that show a part at a time.
Sequence outline_of(const reader::Reading& reading);

// The first `characters_max` characters of a text, with an ellipsis if there are more.
std::string cut(std::string_view text, std::size_t characters_max);
// A text in lines of at most so many characters, broken at spaces; a longer word has its own line.
std::vector<std::string> wrapped(std::string_view text, std::size_t characters_max);

}  // namespace mailtown::report
