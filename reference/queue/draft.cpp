#include "queue/draft.h"

#include <utility>

namespace mailtown::queue {

Draft::~Draft() {
  if (!file_ || accepted_) return;
  file_.reset();
  (void)disk_.remove(path_);
}

Result<> Draft::append(std::span<const char> bytes) {
  if (!file_ && text_.size() + bytes.size() <= memory_max_) {
    text_.append(bytes.data(), bytes.size());
    return {};
  }
  if (!file_) {
    auto file = disk_.open(path_, OpenMode::create);
    if (!file) return file.error();
    file_ = std::move(*file);
    const auto begun = file_->append(std::exchange(text_, {}));
    if (!begun) return begun;
  }
  return file_->append(bytes);
}

}  // namespace mailtown::queue
