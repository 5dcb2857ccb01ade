// CrlfFile: a message's file as it is on the wire, every line ended by CRLF.
//
// This system's own files are like that; those of other programs may end lines with a bare LF,
// which no message on the wire does (RFC 5322 §2.3). They are read through this, piece after piece.
// Reading on is quick; going back begins anew, which FETCH does once a section.
#pragma once

#include <memory>
#include <string>

#include "platform/disk.h"

namespace mailtown::imap {

class CrlfFile : public File {
 public:
  // `wire_bytes`: what the whole comes to (mailbox::Entry::bytes).
  CrlfFile(std::unique_ptr<File> file, std::uint64_t wire_bytes)
      : file_(std::move(file)), size_(wire_bytes) {}

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) override;
  std::uint64_t size() const override { return size_; }
  // It is only read.
  Result<> append(std::span<const char> bytes) override;
  Result<> truncate(std::uint64_t size) override;
  Task<Result<>> sync() override;

 private:
  Result<bool> next_piece();

  std::unique_ptr<File> file_;
  std::uint64_t size_;
  std::uint64_t read_ = 0;   // bytes of the file that piece_ and all before it stand for
  std::uint64_t begin_ = 0;  // of piece_, on the wire
  std::string piece_;
  char last_ = 0;  // the file's byte before the next one
};

}  // namespace mailtown::imap
