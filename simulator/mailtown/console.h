// What the subcommands of mailtown share: exit codes, language, terminal, finding scenarios.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "platform/result.h"
#include "simulator/reader/catalogue.h"

namespace mailtown::console {

enum ExitCode { fine = 0, expectation_failed = 1, wrong_input = 2, environment = 3 };

// The code of --lang, "en" or "ru"; by default what the environment's LC_ALL, LC_MESSAGES or LANG
// says.
std::string default_language();

// Whether --color auto|always|never means colours on stdout.
bool wants_colour(const std::string& choice);
// Columns of the terminal, 40 to 100; 80 if there is none.
int terminal_width();

// The names of all scenarios in home()/scenarios, sorted.
std::vector<std::string> scenario_names();
// The file of a scenario, given its name or a path.
std::filesystem::path scenario_path(const std::string& name_or_path);

// Prints a failure that concerns `what` to stderr and returns the exit code that goes with it.
ExitCode tell(const reader::Catalogue& words, const std::string& what, const Failure& failure);
// The same for a scenario that cannot be loaded, with the nearest name if it is not there.
ExitCode tell_not_loaded(const reader::Catalogue& words, const std::string& name,
                         const Failure& failure);

// The same for write_output().
ExitCode tell_not_written(const reader::Catalogue& words, const std::string& file,
                          const Failure& failure);

// Writes to stdout, or to `file` if it is not empty. Refuses (`exists`) to overwrite a file unless
// `force`.
Result<> write_output(const std::string& text, const std::string& file, bool force);

}  // namespace mailtown::console
