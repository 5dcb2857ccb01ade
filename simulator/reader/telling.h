// What a scenario adds to its trace for people: title, aims, and moments to look at.
//
// Already in one language; whoever runs a scenario fills it.
#pragma once

#include <string>
#include <vector>

#include "simulator/reader/joined.h"

namespace mailtown::reader {

// A named moment: the steps that matched its pattern, and what to say there.
struct Beat {
  std::string name;
  std::vector<Step> steps;  // empty: it never came
  std::string say;
};

struct Telling {
  std::string title;
  std::string learn;               // 'what you learn'
  std::vector<std::string> watch;  // 'watch for'
  std::vector<Beat> beats;
};

}  // namespace mailtown::reader
