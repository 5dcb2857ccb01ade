#include "imap/crlf_file.h"

#include <cstring>

#include <gtest/gtest.h>

namespace mailtown::imap {
namespace {

class TextFile : public File {
 public:
  explicit TextFile(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override {
    if (offset >= text_.size()) return std::size_t(0);
    const auto count = std::min<std::size_t>(into.size(), text_.size() - offset);
    std::memcpy(into.data(), text_.data() + offset, count);
    return count;
  }
  std::uint64_t size() const override { return text_.size(); }
  Result<> append(std::span<const char>) override { return Result<>(); }
  Result<> truncate(std::uint64_t) override { return Result<>(); }
  Task<Result<>> sync() override { co_return Result<>(); }

 private:
  std::string text_;
};

std::string read_all(File& file, std::uint64_t from, std::size_t piece) {
  std::string text, bytes(piece, '\0');
  for (;;) {
    const auto count = file.read(from + text.size(), bytes);
    if (*count == 0) return text;
    text.append(bytes, 0, *count);
  }
}

TEST(CrlfFile, EndsEachLineAsTheWireDoes) {
  std::string raw, wire;
  for (int i = 0; i < 20000; ++i) {
    raw += i % 3 == 0 ? "line\r\n" : "line\n";
    wire += "line\r\n";
  }
  CrlfFile file(std::make_unique<TextFile>(raw), wire.size());
  EXPECT_EQ(read_all(file, 0, 1000), wire);
  EXPECT_EQ(read_all(file, 70001, 65536), wire.substr(70001));  // back, and on
  EXPECT_EQ(read_all(file, 5, 7), wire.substr(5));
  EXPECT_EQ(read_all(file, wire.size(), 10), "");
}

}  // namespace
}  // namespace mailtown::imap
