// Running a scenario in a world: the simulated one, or real sockets on this machine.
//
// Both give a trace, which is all that anybody needs to tell, judge or show the run.
#pragma once

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

// Something that a program of one machine does instead of what the scenario's people do.
struct DryRun {
  std::string machine, program;  // "mx1.example.com", "mta": must be there
  Duration when{};               // from the scenario's start
  std::function<Task<>(Platform&, const config::Config&)> what;
};

struct RunOptions {
  bool trace = true;  // off: for measuring what tracing costs; the trace stays empty
  std::optional<DryRun> instead_of_actions;
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

// The tables of all protocols' sessions, for a trace's header.
std::vector<trace::SessionTable> session_tables();

}  // namespace mailtown::run
