#include "imap/crlf_file.h"

#include <algorithm>

namespace mailtown::imap {

namespace {

constexpr std::size_t piece_bytes = 32 * 1024;

Failure only_read() {
  return {FailureKind::invalid, "a message's file is only read"};
}

}  // namespace

Result<std::size_t> CrlfFile::read(std::uint64_t offset, std::span<char> into) {
  if (offset < begin_) {
    read_ = begin_ = 0;
    piece_.clear();
    last_ = 0;
  }
  while (offset >= begin_ + piece_.size()) {
    const auto more = next_piece();
    if (!more) return more.error();
    if (!*more) return std::size_t(0);
  }
  const std::string_view bytes = std::string_view(piece_).substr(offset - begin_, into.size());
  std::copy(bytes.begin(), bytes.end(), into.begin());
  return bytes.size();
}

// False at the end.
Result<bool> CrlfFile::next_piece() {
  std::string raw(piece_bytes, '\0');
  const auto count = file_->read(read_, raw);
  if (!count) return count.error();
  begin_ += piece_.size();
  piece_.clear();
  for (const char c : std::string_view(raw.data(), *count)) {
    if (c == '\n' && last_ != '\r') piece_ += '\r';
    piece_ += last_ = c;
  }
  read_ += *count;
  return *count > 0;
}

Result<> CrlfFile::append(std::span<const char>) {
  return only_read();
}
Result<> CrlfFile::truncate(std::uint64_t) {
  return only_read();
}
Task<Result<>> CrlfFile::sync() {
  co_return only_read();
}

}  // namespace mailtown::imap
