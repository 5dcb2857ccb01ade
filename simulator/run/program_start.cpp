#include "simulator/run/program_start.h"

#include <chrono>

#include <fmt/format.h>

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

trace::FaultStruck link_changed(const scenario::LinkChange& link) {
  const auto ms = [](Duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
  };
  std::string detail = link.to;
  if (link.latency) detail += fmt::format(", {} ms", ms(*link.latency));
  if (link.jitter) detail += fmt::format(", ± {} ms", ms(*link.jitter));
  if (link.loss) detail += fmt::format(", {} %", *link.loss * 100);
  return {link.from, "link-changed", std::move(detail)};
}

}  // namespace mailtown::run
