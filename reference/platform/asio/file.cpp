#include "platform/asio/file.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

#include "platform/asio/failure.h"

namespace mailtown::real {

Descriptor::~Descriptor() {
  ::close(number_);
}

namespace {

class PosixFile : public File {
 public:
  PosixFile(Loop& loop, std::shared_ptr<Descriptor> descriptor, std::string path)
      : loop_(loop), descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override {
    for (;;) {
      const auto bytes =
          ::pread(descriptor_->number(), into.data(), into.size(), static_cast<off_t>(offset));
      if (bytes >= 0) return static_cast<std::size_t>(bytes);
      if (errno != EINTR) return disk_failure("read " + path_, errno);
    }
  }

  Result<> append(std::span<const char> bytes) override {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_->number(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return disk_failure("append to " + path_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<> truncate(std::uint64_t size) override {
    if (::ftruncate(descriptor_->number(), static_cast<off_t>(size)) == 0) return {};
    return disk_failure("truncate " + path_, errno);
  }

  std::uint64_t size() const override {
    struct stat info {};
    return ::fstat(descriptor_->number(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size)
                                                      : 0;
  }

  Task<Result<>> sync() override {
    std::function<Result<>()> work = [descriptor = descriptor_, path = path_]() -> Result<> {
      if (::fdatasync(descriptor->number()) == 0) return {};
      return disk_failure("sync " + path, errno);
    };
    return loop_.in_pool(std::move(work));
  }

 private:
  Loop& loop_;
  std::shared_ptr<Descriptor> descriptor_;  // shared with a sync that may outlast this object
  std::string path_;
};

}  // namespace

std::unique_ptr<File> make_file(Loop& loop, std::shared_ptr<Descriptor> descriptor,
                                std::string path) {
  return std::make_unique<PosixFile>(loop, std::move(descriptor), std::move(path));
}

}  // namespace mailtown::real
