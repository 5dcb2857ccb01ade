#include "simulator/mailtown/user_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mailtown::console {
namespace {

namespace fs = std::filesystem;

Failure failure(const fs::path& path) {
  const int error = errno;
  const FailureKind kind = error == ENOENT                      ? FailureKind::not_found
                           : error == EACCES || error == EPERM  ? FailureKind::not_permitted
                           : error == ENOSPC || error == EDQUOT ? FailureKind::full
                                                                : FailureKind::io;
  return {kind, fmt::format("{}: {}", path.string(), std::strerror(error))};
}

// Writes all of it and syncs; the file is closed in any case.
Result<> write_synced(int file, const std::string& text, const fs::path& path) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t count = ::write(file, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  Result<> written;
  if (!rest.empty() || ::fsync(file) != 0) written = failure(path);
  if (::close(file) != 0 && written) written = failure(path);
  return written;
}

}  // namespace

UserFile::UserFile(fs::path path, const config::Config& config)
    : path_(std::move(path)), config_(config) {}

UserFile::~UserFile() {
  if (folder_ >= 0) ::close(folder_);
}

Result<> UserFile::lock() {
  const auto folder = path_.parent_path().empty() ? fs::path(".") : path_.parent_path();
  folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) return failure(folder);
  while (::flock(folder_, LOCK_EX) != 0) {
    if (errno != EINTR) return failure(folder);
  }
  return {};
}

Result<users::UserTable> UserFile::read() const {
  std::error_code error;
  if (!fs::exists(path_, error)) return users::UserTable{};
  std::ifstream file(path_, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || !text) return failure(path_);
  return users::parse_users(text.str(), path_.string(), config_);
}

Result<> UserFile::replace(const users::UserTable& table) const {
  const fs::path fresh = path_.string() + ".new";
  ::unlink(fresh.c_str());  // left over from a crash, or not there
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return failure(fresh);
  struct stat old {};
  const bool is_others = ::stat(path_.c_str(), &old) == 0 && old.st_uid != ::geteuid();
  if (is_others && ::fchown(file, old.st_uid, old.st_gid) != 0) {
    const Failure why = failure(fresh);
    ::close(file);
    ::unlink(fresh.c_str());
    return why;
  }
  const auto written = write_synced(file, users::print_users(table), fresh);
  if (!written || ::rename(fresh.c_str(), path_.c_str()) != 0) {
    const Failure why = written ? failure(path_) : written.error();
    ::unlink(fresh.c_str());
    return why;
  }
  if (::fsync(folder_) != 0) return failure(path_.parent_path());
  return {};
}

}  // namespace mailtown::console
