// A queued message's text, read from its file in pieces.
#pragma once

#include <memory>

#include "platform/disk.h"
#include "smtp/smtp_client.h"

namespace mailtown::queue {

class MessageSource : public smtp::BodySource {
 public:
  explicit MessageSource(std::unique_ptr<File> file) : file_(std::move(file)) {}

  std::uint64_t size() const override { return file_->size(); }
  Result<std::size_t> read(std::span<char> into) override {
    const auto count = file_->read(offset_, into);
    if (count) offset_ += *count;
    return count;
  }

 private:
  std::unique_ptr<File> file_;
  std::uint64_t offset_ = 0;  // bytes read so far
};

}  // namespace mailtown::queue
