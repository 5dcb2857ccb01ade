// Running a scenario in a world: the simulated one, or real sockets on this machine.
//
// Both give a trace, which is all that anybody needs to tell, judge or show the run.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/platform.h"
#include "platform/result.h"
#include "simulator/scenario/plan.h"
#include "trace/event.h"

namespace mailtown::run {

// A program that is no part of the scenario, on one of its machines: somebody with a question.
struct Guest {
  std::string machine;
  std::string role;
  std::function<Task<>(Platform&)> body;
  Duration when = std::chrono::seconds(1);  // it comes, from the scenario's start: servers listen
};

struct RunOptions {
  bool trace = true;  // off: for measuring what tracing costs; the trace stays empty
  std::optional<Guest> guest;
  std::uint64_t events_max =
      0;  // the run is ended some time after so many; 0: whatever their number
};

struct RunResult {
  trace::Trace trace;
  std::vector<std::string> defects;  // somebody's bug, never part of the story
  bool ended = true;                 // false: something still went on at the horizon
  std::uint64_t turns = 0;           // of the simulated world
};

// Runs `scenario` in virtual time, until nothing is left to do or the horizon. The same scenario
// gives the same trace, byte for byte. Fails (`invalid`) if the scenario cannot be planned.
Result<RunResult> run_simulated(const scenario::Scenario& scenario, const RunOptions& options = {});

// The same with a plan that the caller has made of it, and perhaps added a machine to.
RunResult run_simulated(const scenario::Scenario& scenario, const scenario::Plan& plan,
                        const RunOptions& options);

// The tables of all protocols' sessions, for a trace's header.
std::vector<trace::SessionTable> session_tables();

}  // namespace mailtown::run
