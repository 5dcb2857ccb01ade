// The text of a letter in the journal, as a file to read.
#pragma once

#include <algorithm>

#include "queue/journal.h"

namespace mailtown::queue {

class LetterText : public File {
 public:
  explicit LetterText(Place place) : place_(std::move(place)) {}

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override {
    if (offset >= place_.text_bytes) return std::size_t{0};
    const auto count = std::min<std::uint64_t>(into.size(), place_.text_bytes - offset);
    return place_.segment->file->read(place_.text_offset + offset,
                                      into.first(static_cast<std::size_t>(count)));
  }
  std::uint64_t size() const override { return place_.text_bytes; }

  Result<> append(std::span<const char>) override { return read_only(); }
  Result<> truncate(std::uint64_t) override { return read_only(); }
  Task<Result<>> sync() override { co_return read_only(); }

 private:
  static Failure read_only() {
    return {FailureKind::not_permitted, "a letter's text is only read"};
  }

  Place place_;
};

}  // namespace mailtown::queue
