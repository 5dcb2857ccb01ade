#include "wire/line_buffer.h"

#include <algorithm>

namespace mailtown::wire {

std::optional<Line> LineBuffer::take_line(std::size_t limit) {
  while (taken_ < bytes_.size()) {
    const char byte = bytes_[taken_];
    consume(1);
    ++length_;
    const bool after_cr = last_ == '\r';
    last_ = byte;
    if (text_.size() < limit) {
      text_ += byte;
    } else {
      keep_tail(byte);
    }
    if (after_cr && byte == '\n') {
      if (length_ > limit) return finish(Line::Kind::too_long);
      text_.resize(text_.size() - 2);
      return finish(bare_ ? Line::Kind::bare_line_end : Line::Kind::complete);
    }
    bare_ |= after_cr || byte == '\n';
  }
  return std::nullopt;
}

Line LineBuffer::take_rest() {
  const std::string_view rest = bytes();
  text_ += rest;
  length_ += rest.size();
  consume(rest.size());
  return finish(Line::Kind::end_of_stream);
}

void LineBuffer::consume(std::size_t count) {
  taken_ += count;
  offset_ += count;
  if (taken_ == bytes_.size()) {
    bytes_.clear();
    taken_ = 0;
  }
}

std::size_t LineBuffer::discard() {
  return take_rest().text.size();
}

// Looked at only once the line has ended, so it may be longer than asked for until then.
void LineBuffer::keep_tail(char byte) {
  tail_ += byte;
  if (tail_.size() > 4 * tail_bytes_max) tail_.erase(0, 2 * tail_bytes_max);
}

Line LineBuffer::finish(Line::Kind kind) {
  Line line{kind, std::move(text_), offset_ - length_, {}};
  if (kind == Line::Kind::too_long) {
    const std::size_t kept = std::min(line.text.size(), 2 * tail_bytes_max);
    std::string end = line.text.substr(line.text.size() - kept) + tail_;
    end.resize(end.size() - 2);  // CRLF
    line.tail = end.substr(end.size() - std::min(end.size(), tail_bytes_max));
  }
  text_.clear();
  tail_.clear();
  length_ = 0;
  last_ = 0;
  bare_ = false;
  return line;
}

}  // namespace mailtown::wire
