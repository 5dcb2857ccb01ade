// judge(): what a scenario expects, against what its trace says.
//
// A pure function of the two: it does not know which world the trace came from.
#pragma once

#include <string>
#include <vector>

#include "simulator/scenario/scenario.h"
#include "trace/event.h"

namespace mailtown::run {

// How an expectation failed, as data: the catalogues have the sentence under error.<key>.
struct Failed {
  std::string expected;  // as the scenario says it: "delivered to kozlov@example.com"
  int line = 0;          // in the scenario's file
  std::string key;       // "expect.never", "expect.too-few", "expect.too-many", ...
  std::vector<Fact> facts;
};

// Every expectation and every beat that did not come true, in the order of the file.
std::vector<Failed> judge(const scenario::Scenario& scenario, const trace::Trace& trace);

// The steps at which the scenario's beats come, in the order of the file; 0 for one that never
// comes.
std::vector<std::size_t> beat_steps(const scenario::Scenario& scenario, const trace::Trace& trace);

}  // namespace mailtown::run
