#include "trace/traced_disk.h"

#include <algorithm>
#include <utility>

namespace mailtown {

using trace::DiskStep;

// What the files of one disk have in common: where they tell, and which of them are open.
class TracedDisk::Teller {
 public:
  struct OpenFile {
    std::string path;
    std::uint64_t untold_bytes = 0;  // appended since the last step told
    std::uint64_t size = 0;          // with them
    trace::EventNumber cause = 0;    // the last step told of this file
  };

  explicit Teller(Tracer tracer) : tracer_(std::move(tracer)), last_(tracer_.cause()) {}

  void add(OpenFile& file) {
    file.cause = tracer_.cause();
    open_.push_back(&file);
  }
  void drop(OpenFile& file) {
    tell_appended(file);
    open_.erase(std::find(open_.begin(), open_.end(), &file));
  }

  // Of a file, after what was appended to it.
  void tell(OpenFile& file, DiskStep step) {
    tell_appended(file);
    step.path = file.path;
    file.cause = last_ = tracer_.because(file.cause).note(std::move(step));
  }
  void tell_appended(OpenFile& file) {
    if (file.untold_bytes == 0) return;
    const auto bytes = std::exchange(file.untold_bytes, 0);
    tell(file, {.step = "appended", .bytes = bytes, .size = file.size});
  }

  // Of names or of everything.
  void tell(DiskStep step, const Result<>& done) { tell(std::move(step), done, tracer_.cause()); }
  void tell(DiskStep step, const Result<>& done, trace::EventNumber cause) {
    if (!done && is_an_answer(done.error().kind)) return;
    if (!done) step.error = to_string(done.error().kind);
    last_ = tracer_.because(cause).note(std::move(step));
  }
  // The last step told so far.
  trace::EventNumber last() const { return last_; }
  // To be called before names change or everything is synced.
  void tell_all_appended() {
    for (OpenFile* file : open_) tell_appended(*file);
  }
  // What is open under a name that has become another.
  void renamed(const std::string& from, const std::string& to) {
    for (OpenFile* file : open_) {
      if (file->path == from) {
        file->path = to;
      } else if (file->path.starts_with(from + '/')) {
        file->path = to + file->path.substr(from.size());
      }
    }
  }

 private:
  static bool is_an_answer(FailureKind kind) {
    return kind == FailureKind::not_found || kind == FailureKind::exists;
  }

  Tracer tracer_;
  trace::EventNumber last_;
  std::vector<OpenFile*> open_;  // in the order of their opening
};

namespace {

class TracedFile final : public File {
 public:
  TracedFile(std::unique_ptr<File> inner, std::shared_ptr<TracedDisk::Teller> teller,
             std::string path)
      : inner_(std::move(inner)), teller_(std::move(teller)) {
    told_.path = std::move(path);
    told_.size = inner_->size();
    teller_->add(told_);
  }
  ~TracedFile() override { teller_->drop(told_); }
  TracedFile(const TracedFile&) = delete;
  TracedFile& operator=(const TracedFile&) = delete;

  // As the last step of the opening.
  void tell_created() { teller_->tell(told_, {.step = "created"}); }

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override {
    return inner_->read(offset, into);
  }

  Result<> append(std::span<const char> bytes) override {
    auto appended = inner_->append(bytes);
    const std::uint64_t size = inner_->size();
    if (appended) {
      told_.untold_bytes += bytes.size();
      told_.size = size;
      return appended;
    }
    // How much of it arrived before it failed.
    const std::uint64_t arrived = size - std::min(size, told_.size);
    teller_->tell(told_, {.step = "appended",
                          .bytes = arrived,
                          .size = size,
                          .error = to_string(appended.error().kind)});
    told_.size = size;
    return appended;
  }

  Result<> truncate(std::uint64_t size) override {
    auto truncated = inner_->truncate(size);
    teller_->tell(told_, with_error({.step = "truncated", .size = inner_->size()}, truncated));
    told_.size = inner_->size();
    return truncated;
  }

  std::uint64_t size() const override { return inner_->size(); }

  Task<Result<>> sync() override {
    teller_->tell_appended(told_);
    const std::uint64_t so_far = inner_->size();
    auto synced = co_await inner_->sync();
    // What was appended meanwhile may be safe or not, and is told with the next sync.
    const auto later = std::exchange(told_.untold_bytes, 0);
    teller_->tell(told_, with_error({.step = "synced", .size = so_far}, synced));
    told_.untold_bytes = later;
    co_return synced;
  }

 private:
  static DiskStep with_error(DiskStep step, const Result<>& done) {
    if (!done) step.error = to_string(done.error().kind);
    return step;
  }

  std::unique_ptr<File> inner_;
  std::shared_ptr<TracedDisk::Teller> teller_;
  TracedDisk::Teller::OpenFile told_;
};

}  // namespace

TracedDisk::TracedDisk(Disk& inner, Tracer tracer)
    : inner_(inner), teller_(std::make_shared<Teller>(std::move(tracer))) {}

TracedDisk::~TracedDisk() = default;

Result<std::unique_ptr<File>> TracedDisk::open(const std::string& path, OpenMode mode) {
  if (mode == OpenMode::read) return inner_.open(path, mode);
  const bool was_there = mode == OpenMode::append && inner_.stat(path).has_value();
  auto file = inner_.open(path, mode);
  if (!file) {
    teller_->tell({.step = "created", .path = path}, file.error());
    return file;
  }
  auto traced = std::make_unique<TracedFile>(std::move(*file), teller_, path);
  if (!was_there) traced->tell_created();
  return traced;
}

Result<> TracedDisk::rename(const std::string& from, const std::string& to) {
  teller_->tell_all_appended();
  auto renamed = inner_.rename(from, to);
  teller_->tell({.step = "renamed", .path = from, .to = to}, renamed);
  if (renamed) teller_->renamed(from, to);
  return renamed;
}

Result<> TracedDisk::link(const std::string& from, const std::string& to) {
  teller_->tell_all_appended();
  auto linked = inner_.link(from, to);
  teller_->tell({.step = "linked", .path = from, .to = to}, linked);
  return linked;
}

Result<> TracedDisk::remove(const std::string& path) {
  teller_->tell_all_appended();
  auto removed = inner_.remove(path);
  teller_->tell({.step = "removed", .path = path}, removed);
  return removed;
}

Result<std::vector<std::string>> TracedDisk::list(const std::string& folder) {
  return inner_.list(folder);
}

Result<> TracedDisk::make_folder(const std::string& path) {
  const bool was_there = inner_.stat(path).has_value();
  auto made = inner_.make_folder(path);
  if (!was_there) teller_->tell({.step = "folder-made", .path = path}, made);
  return made;
}

Result<FileInfo> TracedDisk::stat(const std::string& path) {
  return inner_.stat(path);
}

Task<Result<>> TracedDisk::sync_folder(const std::string& folder) {
  const std::string path = folder;
  const auto covered = teller_->last();
  auto synced = co_await inner_.sync_folder(path);
  teller_->tell({.step = "folder-synced", .path = path}, synced, covered);
  co_return synced;
}

Task<Result<>> TracedDisk::sync_all() {
  teller_->tell_all_appended();
  const auto covered = teller_->last();
  auto synced = co_await inner_.sync_all();
  teller_->tell({.step = "all-synced"}, synced, covered);
  co_return synced;
}

Result<std::unique_ptr<FolderWatch>> TracedDisk::watch(const std::vector<std::string>& folders) {
  return inner_.watch(folders);
}

}  // namespace mailtown
