// The loopback world: a scenario on real sockets of this machine, each of its machines at an
// address of its own in 127.0.0.0/8, on high ports.
//
// All programs run in this process, each with a Platform of its own; files lie in a temporary
// folder, which is removed at the end. What people do is done in the scenario's order, but without
// its pauses: each action waits until the one before has had its effect. Departures: links have the
// qualities that the kernel gives them, and faults and kills are not possible here.
#pragma once

#include <functional>
#include <string>

#include "simulator/reader/catalogue.h"
#include "simulator/run/run.h"

namespace mailtown::run {

struct LoopbackOptions {
  bool stay = false;  // go on until SIGTERM or SIGINT
  // Called when everything that the scenario does is done, with the trace so far.
  std::function<void(const scenario::Plan& plan, const trace::Trace& trace)> on_ready;
};

// Failures: `invalid` for a scenario that cannot run here, `in_use` if no ports are free, and those
// of starting the programs.
Result<RunResult> run_on_loopback(const scenario::Scenario& scenario,
                                  const LoopbackOptions& options = {});

// How to join in with swaks, curl and dig: exact commands for this plan.
std::string invitation(const scenario::Scenario& scenario, const scenario::Plan& plan,
                       const reader::Catalogue& words);

}  // namespace mailtown::run
