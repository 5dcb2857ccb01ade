#include "platform/asio/folder_watches.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "platform/asio/failure.h"
#include "platform/asio/signal.h"

namespace mailtown::real {

namespace {

constexpr std::uint32_t of_interest = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                      IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::size_t names_max = 1000;  // beyond them, looking at everything is cheaper

}  // namespace

class Watch : public FolderWatch {
 public:
  Watch(std::shared_ptr<FolderWatches> watches, Loop& loop)
      : watches_(std::move(watches)), changed_(loop) {}
  ~Watch() override { watches_->drop(*this); }

  std::optional<std::vector<std::string>> take() override {
    watches_->read_now();
    const std::set<std::string> names = std::exchange(names_, {});
    if (std::exchange(all_, false)) return std::nullopt;
    return std::vector<std::string>(names.begin(), names.end());
  }

  Task<bool> wait(Deadline deadline) override {
    watches_->read_now();
    if (all_ || !names_.empty()) co_return true;
    const auto before = changes_;
    (void)co_await changed_.wait(deadline);
    co_return changes_ != before;
  }
  void wake() override { changed_.wake_all(); }

  void tell(const std::string& path) {
    if (names_.size() >= names_max) return tell_everything();
    if (!all_) names_.insert(path);
    ++changes_;
    changed_.wake_all();
  }
  void tell_everything() {
    all_ = true;
    names_.clear();
    ++changes_;
    changed_.wake_all();
  }

 private:
  std::shared_ptr<FolderWatches> watches_;
  TimerSignal changed_;
  std::set<std::string> names_;
  bool all_ = false;
  std::uint64_t changes_ = 0;
};

Result<std::shared_ptr<FolderWatches>> FolderWatches::open(Loop& loop, int root) {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return Failure{FailureKind::full, "watch folders: no more watches"};
  std::shared_ptr<FolderWatches> watches(new FolderWatches(loop, root, descriptor));
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return Failure{FailureKind::full, "watch folders: no more open files"};
  const auto waiting =
      std::make_shared<boost::asio::posix::stream_descriptor>(loop.context(), copy);
  watches->waiting_ = waiting;
  watches->read_later(waiting);
  return watches;
}

FolderWatches::~FolderWatches() {
  boost::system::error_code ignored;
  if (const auto waiting = waiting_.lock()) waiting->cancel(ignored);
  ::close(descriptor_);
}

Result<std::unique_ptr<FolderWatch>> FolderWatches::watch(const std::vector<std::string>& folders) {
  auto watch = std::make_unique<Watch>(shared_from_this(), loop_);
  for (const auto& folder : folders) {
    const auto added = add(*watch, folder);
    if (!added) return added.error();
  }
  return std::unique_ptr<FolderWatch>(std::move(watch));
}

Result<> FolderWatches::add(Watch& watch, const std::string& folder) {
  const auto path = "/proc/self/fd/" + std::to_string(root_) + "/" + folder;
  const int number = ::inotify_add_watch(descriptor_, path.c_str(), of_interest);
  if (number < 0 && (errno == ENOSPC || errno == ENOMEM)) {
    return Failure{FailureKind::full, "watch " + folder + ": no more watches"};
  }
  if (number < 0) return disk_failure("watch " + folder, errno);
  watchers_[number].push_back({&watch, folder});
  return {};
}

void FolderWatches::drop(Watch& watch) {
  for (auto next = watchers_.begin(); next != watchers_.end();) {
    std::erase_if(next->second, [&](const Watcher& watcher) { return watcher.watch == &watch; });
    const bool is_last = next->second.empty();
    if (is_last) (void)::inotify_rm_watch(descriptor_, next->first);
    next = is_last ? watchers_.erase(next) : std::next(next);
  }
}

void FolderWatches::read_later(Waiting waiting) {
  auto& descriptor = *waiting;
  const std::weak_ptr<FolderWatches> self = weak_from_this();
  descriptor.async_wait(
      boost::asio::posix::stream_descriptor::wait_read,
      [self, waiting = std::move(waiting)](const boost::system::error_code& error) {
        const auto watches = self.lock();
        if (error || !watches) return;
        watches->read_now();
        watches->read_later(waiting);
      });
}

void FolderWatches::read_now() {
  alignas(inotify_event) std::array<char, 16 * 1024> room;
  for (;;) {
    const auto bytes = ::read(descriptor_, room.data(), room.size());
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes <= 0) return;
    for (std::size_t offset = 0; offset < static_cast<std::size_t>(bytes);) {
      inotify_event event{};
      std::memcpy(&event, room.data() + offset, sizeof(event));
      const char* name = room.data() + offset + sizeof(event);
      offset += sizeof(event) + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) tell_all_everything();
      const auto found = watchers_.find(event.wd);
      if (found == watchers_.end()) continue;
      const bool concerns_itself = (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0;
      for (const auto& [watch, folder] : found->second) {
        if (concerns_itself) {
          watch->tell_everything();
        } else if (event.len > 0) {
          watch->tell(folder.empty() ? name : folder + "/" + name);
        }
      }
    }
  }
}

void FolderWatches::tell_all_everything() {
  for (const auto& [number, watchers] : watchers_) {
    for (const auto& watcher : watchers) watcher.watch->tell_everything();
  }
}

}  // namespace mailtown::real
