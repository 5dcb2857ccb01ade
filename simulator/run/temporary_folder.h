// A folder for the disks of programs that run for a while on real files, removed at the end.
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include <unistd.h>

#include "platform/result.h"

namespace mailtown::run {

class TemporaryFolder {
 public:
  TemporaryFolder() = default;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  // Failure `io` says why not.
  Result<> make() {
    std::string name = (std::filesystem::temp_directory_path() / "mailtown-XXXXXX").string();
    if (!mkdtemp(name.data())) return Failure{FailureKind::io, name + ": " + std::strerror(errno)};
    path_ = name;
    return {};
  }
  std::string path() const { return path_.string(); }
  std::filesystem::path of(const std::string& machine) const { return path_ / machine; }

 private:
  std::filesystem::path path_;
};

}  // namespace mailtown::run
