// What the loopback world cannot do, and what it does in a way of its own.
#pragma once

#include <string>

#include "simulator/scenario/plan.h"

namespace mailtown::run {

// Why the scenario cannot run on real sockets, in words for its author; "" if it can.
std::string why_not_on_loopback(const scenario::Scenario& scenario);

// A machine that refuses connections: here its programs do not listen at all.
void strike_refused(const scenario::Scenario& scenario, scenario::Plan& plan);

}  // namespace mailtown::run
