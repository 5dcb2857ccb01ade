// parse_scenario(): a TOML file becomes a Scenario, or a list of everything that is wrong with it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::scenario {

// Parses `text`. `file` gives the scenario its name and stands in messages. Each of `changes` is
// "KEY=VALUE" as in `mailtown run --set`: KEY is a TOML key such as seed or
// domain."example.com".mx.mx1, or with a place in a list, do.0.send.subject; VALUE is TOML, or
// plain text. The failure (`invalid`) has a line an error in its detail: "first-letter.toml:12:
// unknown key 'form' in send; did you mean 'from'?".
Result<Scenario> parse_scenario(std::string_view text, const std::string& file,
                                const std::vector<std::string>& changes = {});

// Reads and parses a file. Failures: not_found, io, invalid.
Result<Scenario> load_scenario(const std::filesystem::path& path,
                               const std::vector<std::string>& changes = {});

// What the key table cannot see: names that must exist, be unique, or fit together.
struct Reading;
void check_whole(Reading& reading, const Scenario& scenario);

}  // namespace mailtown::scenario
