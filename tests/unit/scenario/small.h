// A small scenario for tests, and changes to its text.
#pragma once

#include <string>

#include "simulator/scenario/parse.h"

namespace mailtown::scenario {

// Two domains, a letter, an expectation and a beat; valid.
extern const char* const small_text;

// `text` with the first `old_part` replaced; fails the test if it is not there.
std::string with(std::string text, const std::string& old_part, const std::string& new_part);

// The scenario of a text that must be valid.
Scenario parsed(const std::string& text, const std::vector<std::string>& changes = {});

// The errors of a text that must not be valid.
std::string errors_of(const std::string& text, const std::vector<std::string>& changes = {});

}  // namespace mailtown::scenario
