// Values of a scenario file: durations, times, names, patterns. Each function complains about what
// is wrong with a value of the right TOML type and then returns a harmless one.
#pragma once

#include "simulator/scenario/key_table.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::scenario {

std::string read_text(const toml::node& node);
std::uint64_t read_number(Reading& reading, const toml::node& node, std::uint64_t largest);
// One of these words.
std::string read_choice(Reading& reading, const toml::node& node,
                        const std::vector<std::string>& words);
double read_fraction(Reading& reading, const toml::node& node);
BothLanguages read_both_languages(Reading& reading, const toml::node& node);
Duration read_duration(Reading& reading, const toml::node& node);

// "10:00:05" or "+5s", as time since the start.
Duration read_time(Reading& reading, const toml::node& node);
WallTime read_date_time(const toml::node& node);
std::vector<std::string> read_list(const toml::node& node);

// Notes that the file speaks of something that must exist.
void mention(Reading& reading, const toml::node& node, Mention::Of of, const std::string& name);

// A complete machine name; notes that it must exist.
std::string read_machine(Reading& reading, const toml::node& node);
// The same, or "*" for any.
std::string read_end(Reading& reading, const toml::node& node);
// A user's login, and an address at a domain of the scenario; both noted.
std::string read_user(Reading& reading, const toml::node& node);
std::string read_address(Reading& reading, const toml::node& node);
std::vector<std::string> read_addresses(Reading& reading, const toml::node& node);

// "1h30m" as a duration; nothing if it is none.
std::optional<Duration> parse_duration(std::string_view text);
// "10:05" or "10:05:30" as the time since midnight; nothing if it is none.
std::optional<Duration> parse_time_of_day(std::string_view text);

}  // namespace mailtown::scenario
