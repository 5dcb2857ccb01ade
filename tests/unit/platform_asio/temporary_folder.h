// A folder for one test, removed with all that is in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace mailtown {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto made = (std::filesystem::temp_directory_path() / "mailtown-XXXXXX").string();
    if (!::mkdtemp(made.data())) throw std::runtime_error("cannot make a folder like " + made);
    path_ = made;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace mailtown
