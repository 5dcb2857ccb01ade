// Running the repository's scenarios in tests, changed and unchanged.
#pragma once

#include <string>
#include <vector>

#include "simulator/run/judge.h"
#include "simulator/run/run.h"
#include "simulator/scenario/parse.h"

namespace mailtown::run {

// The repository's scenarios, sorted; and a name as tests may have it.
std::vector<std::string> scenario_names();
std::string test_name(std::string name);

// The scenario of that name, with --set changes and further lines at its end. Fails the test if it
// cannot be parsed.
scenario::Scenario load(const std::string& name, const std::vector<std::string>& changes = {},
                        const std::string& more = {});

// The head of a scenario with two domains: example.org, where ivanov has his mailbox, and
// example.com, of which these lines tell.
std::string two_domains(const std::string& example_com);

// Runs it in the simulated world. Fails the test if it cannot be planned.
RunResult simulated(const scenario::Scenario& scenario);

// What failed, one line each: "delivered to kozlov@example.com: expect.never ...".
std::string failures(const scenario::Scenario& scenario, const trace::Trace& trace);

// The trace as its file has it.
std::string file_of(const trace::Trace& trace);

}  // namespace mailtown::run
