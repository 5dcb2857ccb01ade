// MessageText: one message's file, as FETCH and SEARCH look into it.
//
// Nothing is read before it is needed, and header and structure are parsed at most once each.
// Memory: what mime::Limits allow; never the text.
//
// Departure: a file is sent as it is. This system's own end their lines with CRLF, as a message on
// the wire does (RFC 5322 §2.3); those of other programs that end them with LF are sent so.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "imap/fetch_item.h"
#include "imap/header_scan.h"
#include "mime/part.h"
#include "platform/disk.h"

namespace mailtown::imap {

inline constexpr std::size_t piece_bytes = 64 * 1024;

class MessageText {
 public:
  explicit MessageText(std::unique_ptr<File> file) : file_(std::move(file)) {}

  std::uint64_t size() const { return file_->size(); }
  File& file() { return *file_; }

  // The parts; of a file that cannot be read, those of its beginning.
  const mime::Part& structure();
  // The message as far as its header tells: its own fields, and no parts.
  const mime::Part& head();
  const mime::Envelope& envelope();

  // What a section names, as a range of the file; a header's fields are then to be filtered out of
  // it. Nothing if there is no such part.
  struct Range {
    std::uint64_t begin = 0, end = 0;
    bool filtered = false;
    std::uint64_t size() const { return end - begin; }
  };
  std::optional<Range> find(const Section& section);

  // The size of a range's text as it will be sent.
  std::uint64_t sent_size(const Range& range, const Section& section);

 private:
  std::uint64_t header_size();
  // Hands the bytes of a range to `take`, in pieces, until it wants no more (false).
  void read(std::uint64_t begin, std::uint64_t end,
            const std::function<bool(std::string_view)>& take);

  std::unique_ptr<File> file_;
  std::optional<std::uint64_t> header_size_;
  std::optional<mime::Part> structure_, head_;
};

}  // namespace mailtown::imap
