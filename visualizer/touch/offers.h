// What can be done to the world here and now: to a machine, its programs, its links, its domain.
//
// Each offer is a piece of scenario text (fragment.h) and the sentence that says what it does.
// Exact faults count what the trace has seen so far, so that they strike the next command of their
// kind; or the present one, if the present step is the arrival of a command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/reader/catalogue.h"
#include "simulator/reader/world_state.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::view {

struct Offer {
  std::string key;        // of the sentence in the catalogue: "touch.kill"
  reader::Values values;  // its placeholders
  std::string fragment;

  std::string words(const reader::Catalogue& catalogue) const { return catalogue.ui(key, values); }
};

// Where and when.
struct Spot {
  const scenario::Scenario& scenario;  // as it stands, with the interventions made so far
  const reader::Reading& reading;
  const reader::WorldState& state;  // after the present step
  std::string machine;
  std::string peer;  // the other end of the link; empty: none
};

// In the order in which they are shown; never empty.
std::vector<Offer> offers(const Spot& spot);

// What was typed, if it reads as KEY=VALUE: a change to the scenario as of now, as with --set.
std::optional<Offer> typed_offer(const Spot& spot, const std::string& typed);

// The machines that may be meant at a step: the one where it happens and, of something under way,
// the one at the other end.
struct Ends {
  std::string machine, peer;
};
Ends ends_of(const reader::Reading& reading, reader::Step step);

// The machines that `machine` exchanges anything with during the run, sorted.
std::vector<std::string> peers_of(const reader::Reading& reading, const std::string& machine);

}  // namespace mailtown::view
