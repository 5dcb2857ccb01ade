// A message as it follows +OK: dots doubled at the beginnings of lines, then a line that is only a
// dot (RFC 1939 §3). Pure; pieces end anywhere, and nothing is kept but the state between them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown::pop3 {

class MessageEncoder {
 public:
  // The whole message (RETR), or its header and so many lines of the body (TOP, RFC 1939 §7).
  explicit MessageEncoder(std::optional<std::uint32_t> body_lines = std::nullopt)
      : lines_left_(body_lines) {}

  // Appends the next piece to `wire`. A bare LF, which other programs' Maildir files have, becomes
  // CRLF; a bare CR passes.
  void encode(std::string_view text, std::string& wire);
  // True once nothing more of the message is wanted (TOP).
  bool has_enough() const { return in_body_ && lines_left_ && *lines_left_ == 0; }
  // Appends the end: CRLF if the last line has none, then the dot's line.
  void finish(std::string& wire);

 private:
  void end_line();

  std::optional<std::uint32_t> lines_left_;  // of the body; none: all of them
  bool in_body_ = false;
  bool at_line_begin_ = true;
  bool after_cr_ = false;
  bool line_is_empty_ = true;  // but for a CR
};

class MessageDecoder {
 public:
  struct Progress {
    std::size_t consumed = 0;  // bytes that belonged to the message
    bool ended = false;        // what follows is the next reply
  };
  // Decodes the next piece and appends what it gives to `text`. Only CRLF "." CRLF ends a message,
  // where the CRLF before its first line counts. Not called again after the end.
  Progress decode(std::string_view bytes, std::string& text);

 private:
  enum class State { line_begin, dot, dot_cr, in_line, after_cr };
  State state_ = State::line_begin;
};

}  // namespace mailtown::pop3
