// Finding a scenario's patterns in a trace.
#pragma once

#include <string>
#include <vector>

#include "simulator/scenario/scenario.h"
#include "trace/event.h"

namespace mailtown::run {

// Why an event is not what the pattern means: "" if it is, else the first thing that differs, such
// as "on is mail.example.org".
std::string difference(const trace::Trace& trace, const trace::Event& event,
                       const scenario::Pattern& pattern);

// The steps (places in the trace, from 1) that match, in order.
std::vector<std::size_t> steps_that_match(const trace::Trace& trace,
                                          const scenario::Pattern& pattern);

// The event of the pattern's kind that comes nearest to it without matching, in words:
// "step 214 comes nearest: its reply is 250 2.1.5 Ok". Empty if there is none of that kind.
std::string nearest_miss(const trace::Trace& trace, const scenario::Pattern& pattern);

// The pattern in words: "delivered on mx1.example.com, recipient=kozlov@example.com".
std::string describe(const scenario::Pattern& pattern);

}  // namespace mailtown::run
