// The command line of a program.
#pragma once

#include <string>
#include <variant>

namespace mailtown::programs {

struct ProgramOptions {
  std::string config;  // path of the configuration file
  std::string root;    // folder of the program's disk; empty: that of the configuration file
  std::string trace;   // path of the trace to write, or empty
  bool trace_credentials = false;
  bool force = false;  // an old trace may be overwritten
};

// The folder that the configuration's paths start from.
std::string root_of(const ProgramOptions& options);

// The options, or the exit code with which to end: after --help, --version or a mistake, about
// which it has told already.
std::variant<ProgramOptions, int> parse_options(int argc, char** argv, const std::string& role,
                                                const std::string& what);

}  // namespace mailtown::programs
