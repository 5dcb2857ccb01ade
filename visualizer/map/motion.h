// What travels over the map at a step, and what becomes of it.
#pragma once

#include <string>
#include <vector>

#include "visualizer/view.h"

namespace mailtown::view {

enum class Fate {
  moves,    // it arrives, or is still on its way
  lost,     // it falls off the way
  again,    // it falls off the way, and will be sent once more
  refused,  // it knocks at a door that stays shut, and comes back
  denies,   // it is itself an answer that says no
  silence,  // it knocked, and nobody ever answers
  late,     // it has been under way for long, or arrives after long
};

struct Traveller {
  const reader::Motion* motion = nullptr;  // null: a packet of TCP without a line in it
  reader::Motion::What what = reader::Motion::What::line;
  std::string from, to;  // machine names
  std::string packet;    // without a motion: "ACK"
  float place = 0;       // 0 at the sender .. 1 at the receiver
  float fall = 0;        // 0 on the way .. 1 fallen off it
  bool now = false;      // it moves at this step; otherwise it is on its way since an earlier one
  Fate fate = Fate::moves;
  std::int64_t wait_us = 0;  // again: until then; late and silence: since it was sent
};

// What is on the map at the view's step, as far as it has come.
std::vector<Traveller> travellers(const View& view);

// One stretch of a letter's way.
struct Hop {
  std::string from, to;
  bool refused = false;  // nobody let it in
};
// The way of the step's letter up to the step, in order: from machine to machine, each stretch
// once, and the doors that stayed shut.
std::vector<Hop> trail(const View& view);

}  // namespace mailtown::view
