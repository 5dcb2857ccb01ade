#include "platform/asio/disk.h"

#include <algorithm>
#include <cerrno>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/asio/failure.h"
#include "platform/asio/file.h"
#include "platform/asio/folder_watches.h"

namespace mailtown::real {

namespace {

constexpr mode_t file_mode = 0600, folder_mode = 0700;

bool is_legal_part(std::string_view part) {
  return !part.empty() && part != "." && part != ".." && part.find('\0') == part.npos;
}

bool is_legal(std::string_view path) {
  for (;;) {
    const auto slash = path.find('/');
    if (!is_legal_part(path.substr(0, slash))) return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
}

Failure illegal(const std::string& path) {
  return {FailureKind::invalid,
          "path \"" + path + "\" is absolute or has an empty, '.' or '..' part"};
}

// The path of a folder for the system's calls, which know the root as ".".
const char* folder_path(const std::string& folder) {
  return folder.empty() ? "." : folder.c_str();
}

int flags_of(OpenMode mode) {
  switch (mode) {
    case OpenMode::read:
      return O_RDONLY;
    case OpenMode::create:
      return O_RDWR | O_APPEND | O_CREAT | O_EXCL;
    case OpenMode::append:
      return O_RDWR | O_APPEND | O_CREAT;
  }
  return O_RDONLY;
}

bool is_folder(int descriptor) {
  struct stat info {};
  return ::fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode);
}

FileInfo info_from(const struct stat& info) {
  const auto modified =
      std::chrono::seconds(info.st_mtim.tv_sec) + std::chrono::nanoseconds(info.st_mtim.tv_nsec);
  return {.is_folder = S_ISDIR(info.st_mode),
          .size = static_cast<std::uint64_t>(info.st_size),
          .modified = WallTime(modified)};
}

class PosixDisk : public Disk {
 public:
  PosixDisk(Loop& loop, int root) : loop_(loop), root_(std::make_shared<Descriptor>(root)) {}

  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
    if (!is_legal(path)) return illegal(path);
    const int number =
        ::openat(root_->number(), path.c_str(), flags_of(mode) | O_CLOEXEC, file_mode);
    if (number < 0) return disk_failure("open " + path, errno);
    auto descriptor = std::make_shared<Descriptor>(number);
    if (is_folder(number)) return disk_failure("open " + path, EISDIR);
    return make_file(loop_, std::move(descriptor), path);
  }

  Result<> rename(const std::string& from, const std::string& to) override {
    if (!is_legal(from)) return illegal(from);
    if (!is_legal(to)) return illegal(to);
    // POSIX would let a folder replace an empty one.
    const auto what = stat(from);
    if (what && what->is_folder && stat(to)) {
      return disk_failure("rename " + from + " to " + to, EEXIST);
    }
    if (::renameat(root_->number(), from.c_str(), root_->number(), to.c_str()) == 0) return {};
    return disk_failure("rename " + from + " to " + to, errno);
  }

  Result<> link(const std::string& from, const std::string& to) override {
    if (!is_legal(from)) return illegal(from);
    if (!is_legal(to)) return illegal(to);
    if (::linkat(root_->number(), from.c_str(), root_->number(), to.c_str(), 0) == 0) return {};
    return disk_failure("link " + from + " to " + to, errno);
  }

  Result<> remove(const std::string& path) override {
    if (!is_legal(path)) return illegal(path);
    if (::unlinkat(root_->number(), path.c_str(), 0) == 0) return {};
    const int as_file = errno;
    if (as_file == EISDIR && ::unlinkat(root_->number(), path.c_str(), AT_REMOVEDIR) == 0)
      return {};
    return disk_failure("remove " + path, errno);
  }

  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<> make_folder(const std::string& path) override;

  Result<FileInfo> stat(const std::string& path) override {
    if (!path.empty() && !is_legal(path)) return illegal(path);
    struct stat info {};
    if (::fstatat(root_->number(), folder_path(path), &info, 0) == 0) return info_from(info);
    return disk_failure("stat " + path, errno);
  }

  Task<Result<>> sync_folder(const std::string& folder) override;
  Task<Result<>> sync_all() override;
  Result<std::unique_ptr<FolderWatch>> watch(const std::vector<std::string>& folders) override;

 private:
  Loop& loop_;
  std::shared_ptr<Descriptor> root_;        // shared with a sync that may outlast this object
  std::shared_ptr<FolderWatches> watches_;  // made when first needed
};

Result<std::vector<std::string>> PosixDisk::list(const std::string& folder) {
  if (!folder.empty() && !is_legal(folder)) return illegal(folder);
  const int number =
      ::openat(root_->number(), folder_path(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) return disk_failure("list " + folder, errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> names(::fdopendir(number), &::closedir);
  std::vector<std::string> found;
  errno = 0;
  while (const auto* entry = ::readdir(names.get())) {
    if (is_legal_part(entry->d_name)) found.emplace_back(entry->d_name);
  }
  if (errno != 0) return disk_failure("list " + folder, errno);
  std::sort(found.begin(), found.end());
  return found;
}

Result<> PosixDisk::make_folder(const std::string& path) {
  if (path.empty()) return {};
  if (!is_legal(path)) return illegal(path);
  if (const auto there = stat(path); there && there->is_folder) return {};
  for (std::size_t end = 0; end != path.npos;) {
    end = path.find('/', end + 1);
    const auto folder = path.substr(0, end);
    if (::mkdirat(root_->number(), folder.c_str(), folder_mode) == 0) continue;
    const int why = errno;
    const auto there = stat(folder);
    if (!there || !there->is_folder) return disk_failure("make folder " + folder, why);
  }
  return {};
}

Task<Result<>> PosixDisk::sync_folder(const std::string& folder) {
  if (!folder.empty() && !is_legal(folder)) co_return illegal(folder);
  const int number =
      ::openat(root_->number(), folder_path(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) co_return disk_failure("sync folder " + folder, errno);
  std::function<Result<>()> work = [descriptor = std::make_shared<Descriptor>(number),
                                    folder]() -> Result<> {
    if (::fsync(descriptor->number()) == 0) return {};
    return disk_failure("sync folder " + folder, errno);
  };
  auto synced = co_await loop_.in_pool(std::move(work));
  co_return synced;
}

Task<Result<>> PosixDisk::sync_all() {
  std::function<Result<>()> work = [root = root_]() -> Result<> {
    if (::syncfs(root->number()) == 0) return {};
    return disk_failure("sync everything", errno);
  };
  return loop_.in_pool(std::move(work));
}

Result<std::unique_ptr<FolderWatch>> PosixDisk::watch(const std::vector<std::string>& folders) {
  for (const auto& folder : folders) {
    if (!folder.empty() && !is_legal(folder)) return illegal(folder);
  }
  if (!watches_) {
    auto opened = FolderWatches::open(loop_, root_->number());
    if (!opened) return opened.error();
    watches_ = std::move(*opened);
  }
  return watches_->watch(folders);
}

}  // namespace

Result<std::unique_ptr<Disk>> open_disk(Loop& loop, const std::string& root) {
  const int number = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) return disk_failure("open folder " + root, errno);
  return std::make_unique<PosixDisk>(loop, number);
}

}  // namespace mailtown::real
