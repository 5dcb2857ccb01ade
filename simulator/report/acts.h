// Which act of the story each step belongs to. An act is what somebody did and all that followed.
#pragma once

#include <vector>

#include "simulator/reader/reading.h"

namespace mailtown::report {

struct Act {
  reader::Step opening = 0;         // the step where somebody acts; 0 for what came before
  std::vector<reader::Step> steps;  // in order, the opening among them
};

// The first act is the prologue: what nobody's deed led to, before the first deed. What has no
// known cause later (a retry after a restart, a machine that fails) goes by its letter, by its
// conversation, and else to the act that began last.
std::vector<Act> acts_of(const reader::Reading& reading);

}  // namespace mailtown::report
