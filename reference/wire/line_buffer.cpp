#include "wire/line_buffer.h"

namespace mailtown::wire {

std::optional<Line> LineBuffer::take_line(std::size_t limit) {
  while (taken_ < bytes_.size()) {
    const char byte = bytes_[taken_];
    consume(1);
    ++length_;
    const bool after_cr = last_ == '\r';
    last_ = byte;
    if (text_.size() < limit) text_ += byte;
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

Line LineBuffer::finish(Line::Kind kind) {
  Line line{kind, std::move(text_), offset_ - length_};
  text_.clear();
  length_ = 0;
  last_ = 0;
  bare_ = false;
  return line;
}

}  // namespace mailtown::wire
