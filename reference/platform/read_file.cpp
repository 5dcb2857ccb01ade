#include "platform/read_file.h"

#include <span>

#include <fmt/format.h>

namespace mailtown {

Result<std::string> read_all(File& file) {
  std::string bytes(file.size(), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto count = file.read(filled, std::span(bytes).subspan(filled));
    if (!count) return count.error();
    if (*count == 0) break;
    filled += *count;
  }
  bytes.resize(filled);
  return bytes;
}

Result<std::string> read_file(Disk& disk, const std::string& path, std::uint64_t bytes_max) {
  const auto file = disk.open(path, OpenMode::read);
  if (!file) return file.error();
  if ((*file)->size() > bytes_max) {
    return Failure{FailureKind::invalid, fmt::format("over {} MiB", bytes_max >> 20)};
  }
  return read_all(**file);
}

}  // namespace mailtown
