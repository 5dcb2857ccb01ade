// What main() of mta, mda and nameserver have in common: options, configuration, the real world,
// a clean end.
//
// Exit codes: 0 ended as asked, 2 wrong input (options, configuration, zone files), 3 the machine
// does not let us (a port in use, no permission).
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "platform/platform.h"

namespace mailtown::programs {

struct ProgramKind {
  std::string role;  // "mta"
  std::string what;  // for --help, where it comes first
  Task<Result<>> (*run)(Platform& platform, config::Config config);
  std::vector<trace::SessionTable> tables;  // of the protocols that it speaks, for its trace
};

int program_main(int argc, char** argv, const ProgramKind& kind);

}  // namespace mailtown::programs
