// What became of each letter of a run, in sentences: delivered, given up, still waiting.
#pragma once

#include <string>
#include <vector>

#include "simulator/reader/narrator.h"

namespace mailtown::report {

struct FateLine {
  std::string text;
  bool good = false;  // it arrived
};

struct LetterFate {
  std::string title;  // "“Lunch” from ivanov@example.org:"
  std::vector<FateLine> lines;
};

// Of each letter of which something became, in the order in which they appeared.
std::vector<LetterFate> fates(const reader::Narrator& narrator);

}  // namespace mailtown::report
