#include "visualizer/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace mailtown::view {
namespace {

// Block by block: a large trace is several times as large in memory, and there is no room for both.
trace::ReadTrace read_blocks(std::istream& file, std::uintmax_t size) {
  constexpr std::size_t block_size = 1 << 20;
  std::string block(block_size, '\0');
  trace::TraceReader reader;
  for (bool first = true; !reader.is_damaged(); first = false) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    const std::string_view got(block.data(), static_cast<std::size_t>(file.gcount()));
    if (got.empty()) break;
    if (first && got.size() == block_size) {
      // All of it is likely to be like its beginning.
      const auto lines = static_cast<std::size_t>(std::count(got.begin(), got.end(), '\n'));
      reader.reserve(lines * static_cast<std::size_t>(size / block_size + 1));
    }
    reader.take(got);
  }
  return reader.finish();
}

}  // namespace

Result<std::unique_ptr<ShownRun>> load_trace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!std::filesystem::is_regular_file(path) || !file) {
    return Failure{FailureKind::not_found, "cannot read the trace " + path};
  }
  trace::ReadTrace read = read_blocks(file, std::filesystem::file_size(path));
  if (read.trace.events.empty()) {
    return Failure{FailureKind::invalid,
                   path + " holds no event" + (read.damage.empty() ? "" : ": " + read.damage)};
  }
  return ShownRun::make(std::move(read), {});
}

}  // namespace mailtown::view
