// The dialogue of a conversation: who said what up to a step, from the trace's motions.
#pragma once

#include <string>
#include <vector>

#include "visualizer/shown_run.h"

namespace mailtown::view {

struct Utterance {
  bool by_client = true;
  std::string text;
  Step step = 0;      // at which it was said
  bool lost = false;  // it never arrived
  bool now = false;   // said or heard at the step asked for
};

// What a motion says: a line as it is; a letter by its subject and size; an answer of DNS with its
// outcome, a record a line.
std::string words_of(const reader::Reading& reading, const reader::Motion& motion,
                     const reader::Catalogue& catalogue);

// What was said in a conversation (index plus 1) up to `step`, in order.
std::vector<Utterance> dialogue_until(const ShownRun& run, const reader::Catalogue& catalogue,
                                      std::uint32_t conversation, Step step);

}  // namespace mailtown::view
