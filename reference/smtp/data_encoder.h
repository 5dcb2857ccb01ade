// DataEncoder: a message's text as it follows DATA: the client's half of data_decoder.h.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::smtp {

class DataEncoder {
 public:
  // Appends the next piece to `wire`: a dot at the beginning of a line is doubled (RFC 5321
  // §4.5.2), a bare CR or LF becomes CRLF, since none may be sent (§2.3.8). Pieces end anywhere.
  void encode(std::string_view text, std::string& wire);
  // Appends the end: CRLF if the last line has none, then the dot's line.
  void finish(std::string& wire);

 private:
  bool at_line_begin_ = true;
  bool after_cr_ = false;
};

}  // namespace mailtown::smtp
