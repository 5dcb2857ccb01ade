// An intervention as text: a small piece of a scenario file, put at the scenario's end and read by
// the scenario's own parser. Whatever can be done to a run can thus be saved, and nothing can be
// done that a scenario could not say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mailtown::view {

// A TOML string: "..." with what needs it escaped.
std::string toml_text(std::string_view text);

// A time of the trace as a scenario says it, counted from its start: "+60s130ms1us".
std::string scenario_time(std::int64_t time_us);

// What an intervention of now carries as its time: everything of the present moment has happened
// already, and nothing later.
inline std::int64_t just_after(std::int64_t time_us) {
  return time_us + 1;
}

// A key and its value, which is TOML already.
using TomlPair = std::pair<std::string, std::string>;

// "{ machine = \"mx1.example.com\", program = \"mta\" }"
std::string inline_table(const std::vector<TomlPair>& pairs);

// "[[do]]\nat = ...\nkill = {...}\n", and the same for a fault at a machine.
std::string action_text(std::int64_t time_us, std::string_view kind, const std::string& value);
std::string fault_text(std::string_view machine, std::string_view kind, const std::string& value);

}  // namespace mailtown::view
