#include "pop3/message_codec.h"

namespace mailtown::pop3 {

void MessageEncoder::encode(std::string_view text, std::string& wire) {
  // Line by line, not byte by byte: most of what a server does with mail is this.
  while (!text.empty() && !has_enough()) {
    const auto end = text.find('\n');
    const std::string_view part = text.substr(0, end);
    if (at_line_begin_ && part.starts_with('.')) wire += '.';
    wire += part;
    if (!part.empty()) {
      at_line_begin_ = false;
      after_cr_ = part.back() == '\r';
      if (part.find_first_not_of('\r') != part.npos) line_is_empty_ = false;
    }
    if (end == text.npos) return;
    wire += after_cr_ ? "\n" : "\r\n";
    at_line_begin_ = true;
    after_cr_ = false;
    end_line();
    text.remove_prefix(end + 1);
  }
}

void MessageEncoder::end_line() {
  if (in_body_ && lines_left_) --*lines_left_;
  if (line_is_empty_) in_body_ = true;  // the empty line ends the header (RFC 5322 §2.1)
  line_is_empty_ = true;
}

void MessageEncoder::finish(std::string& wire) {
  if (!at_line_begin_) wire += after_cr_ ? "\n" : "\r\n";
  wire += ".\r\n";
}

MessageDecoder::Progress MessageDecoder::decode(std::string_view bytes, std::string& text) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (state_ == State::line_begin && c == '.') {
      state_ = State::dot;  // doubled, or the end
      continue;
    }
    if (state_ == State::dot && c == '\r') {
      state_ = State::dot_cr;  // the end, or a line that begins with a CR
      continue;
    }
    if (state_ == State::dot_cr) {
      if (c == '\n') return {i + 1, true};
      text += '\r';
      state_ = State::after_cr;
    }
    text += c;
    const bool line_ends = state_ == State::after_cr && c == '\n';
    state_ = line_ends ? State::line_begin : c == '\r' ? State::after_cr : State::in_line;
  }
  return {bytes.size(), false};
}

}  // namespace mailtown::pop3
