// What becomes of the machines when a scenario changes while its world runs ([[do]] change).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/scenario/plan.h"

namespace mailtown::run {

struct MachineChange {
  std::string machine;
  std::vector<scenario::PlannedFile> files;  // to be written
  std::optional<config::Config> config;      // to be used from the next start on
  std::vector<std::string> restart;          // these programs' roles
  std::vector<std::string> reload;           // they read their files again
};

// Of each machine that is concerned, in the plan's order. Both plans have the same machines.
std::vector<MachineChange> changes_between(const scenario::Plan& before,
                                           const scenario::Plan& after);

// "domain.x.mx.y=20, seed=3": what the trace says of it.
std::string told(const scenario::Change& change);

}  // namespace mailtown::run
