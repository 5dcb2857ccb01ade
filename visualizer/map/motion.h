// Where what travels is drawn at a step: on its way, arriving, or lost.
#pragma once

#include <vector>

#include "visualizer/view.h"

namespace mailtown::view {

struct Traveller {
  const reader::Motion* motion = nullptr;
  float place = 0;    // 0 at the sender .. 1 at the receiver
  bool now = false;   // it moves at this step; otherwise it is on its way since an earlier one
  bool gone = false;  // it was lost here
};

// What is on the map at the view's step, as far as it has come.
std::vector<Traveller> travellers(const View& view);

}  // namespace mailtown::view
