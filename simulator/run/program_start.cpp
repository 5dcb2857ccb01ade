#include "simulator/run/program_start.h"

#include "programs/programs.h"
#include "simulator/run/lenient_server.h"

namespace mailtown::run {

Task<Result<>> run_role(Platform& platform, config::Config config, std::string role) {
  if (role == "mta") return programs::run_mta(platform, std::move(config));
  if (role == "mda") return programs::run_mda(platform, std::move(config));
  if (role == "lenient") return run_lenient_server(platform, std::move(config));
  return programs::run_nameserver(platform, std::move(config));
}

trace::FaultStruck file_removed(const scenario::RemoveFile& file, bool was_there) {
  return {file.machine, was_there ? "file-removed" : "file-not-there", file.path};
}

}  // namespace mailtown::run
