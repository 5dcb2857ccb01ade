#include "visualizer/load.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace mailtown::view {

Result<std::unique_ptr<ShownRun>> load_trace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!std::filesystem::is_regular_file(path) || !file) {
    return Failure{FailureKind::not_found, "cannot read the trace " + path};
  }
  std::ostringstream text;
  text << file.rdbuf();
  trace::ReadTrace read = trace::read_trace(text.str());
  if (read.trace.events.empty()) {
    return Failure{FailureKind::invalid,
                   path + " holds no event" + (read.damage.empty() ? "" : ": " + read.damage)};
  }
  return ShownRun::make(std::move(read), {});
}

}  // namespace mailtown::view
