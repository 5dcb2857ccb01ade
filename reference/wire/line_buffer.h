// LineBuffer: bytes in, lines out. Pure; the part of a line channel that never waits.
//
// Only CRLF ends a line. A bare CR or a bare LF ends nothing and spoils the line that holds it
// (RFC 5321 §2.3.8): two programs that disagree on where a line ends can be played against each
// other, which is called smuggling. Memory stays bounded: of a line over the limit only the
// beginning is kept, the rest is counted and forgotten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown::wire {

// Enough for what a line may announce at its end: IMAP's "{4294967295+}".
inline constexpr std::size_t tail_bytes_max = 32;

struct Line {
  enum class Kind {
    complete,       // text is the line without its CRLF
    too_long,       // over the limit, swallowed to its end; text is its beginning
    bare_line_end,  // holds a CR or LF that is not part of CRLF; text is the line as it came
    end_of_stream,  // the peer ended its direction; text is what came after the last CRLF
  };
  Kind kind = Kind::complete;
  std::string text;
  std::uint64_t offset = 0;  // of its first byte in this direction of the stream
  std::string tail;          // of one that is too_long: its last bytes, tail_bytes_max at most

  bool is_complete() const { return kind == Kind::complete; }
};

class LineBuffer {
 public:
  void add(std::string_view bytes) { bytes_.append(bytes); }

  // The next line, if its end is here. `limit` is in bytes, CRLF included. Until then the line's
  // beginning is kept inside, so that every byte is looked at once.
  std::optional<Line> take_line(std::size_t limit);
  // What has come of a line whose end will never come; the buffer is empty afterwards.
  Line take_rest();

  // The bytes behind the last taken line, for what is not made of lines. Not in the midst of a
  // line.
  std::string_view bytes() const { return std::string_view(bytes_).substr(taken_); }
  void consume(std::size_t count);

  // Forgets everything that came and was not taken; returns how many bytes that was.
  std::size_t discard();
  // Of the next byte to be taken, counted from the stream's first.
  std::uint64_t offset() const { return offset_; }

 private:
  void keep_tail(char byte);
  Line finish(Line::Kind kind);

  std::string bytes_;         // what came
  std::size_t taken_ = 0;     // so many of them are dealt with
  std::uint64_t offset_ = 0;  // of bytes_[taken_]

  std::string text_;          // the line begun, its first `limit` bytes
  std::uint64_t length_ = 0;  // all its bytes
  std::string tail_;          // its last bytes, once they do not belong to text_ any more
  char last_ = 0;             // its last byte
  bool bare_ = false;         // it holds a bare CR or LF
};

}  // namespace mailtown::wire
