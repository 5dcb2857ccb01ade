// DataDecoder: finds a message's text in the bytes that follow DATA (RFC 5321 §4.5.2).
//
// The client doubles a dot at the beginning of a line, and ends the text with a line that is only a
// dot. The decoder undoes the one and finds the other. It is the file to read (or to write
// anew: it is linked alone) for how smuggling works: if a server also takes LF "." LF for the end,
// and the server before it did not, then the rest of somebody's text becomes commands.
//
// Contract:
//  - the text ends at CRLF "." CRLF and nowhere else, where the CRLF before the first line counts;
//  - a bare CR or LF ends nothing (RFC 5321 §2.3.8); the message is refused, but after its real
//  end;
//  - so are messages over the size limit and lines over theirs;
//  - memory is bounded: no byte is kept, and nothing more is given out once there is a fault;
//  - input may be cut into pieces anywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mailtown::smtp {

enum class DataFault {
  none,
  bare_line_end,  // a CR or LF that is not part of CRLF
  line_too_long,
  too_big,
};

struct DataLimits {
  std::uint64_t message_bytes_max = 0;  // of the decoded text
  std::uint64_t line_bytes_max = 1000;  // with CRLF, without a doubled dot (RFC 5321 §4.5.3.1.6)
};

class DataDecoder {
 public:
  virtual ~DataDecoder() = default;

  struct Progress {
    std::size_t consumed = 0;  // bytes that belonged to the text; all of them, unless it has ended
    bool ended = false;        // what follows is the next command
  };
  // Decodes the next piece, and appends what it gives of the text to `text`. Not called again after
  // the end.
  virtual Progress decode(std::string_view bytes, std::string& text) = 0;
  // The first thing found wrong; the message must then be refused.
  virtual DataFault fault() const = 0;
};

std::unique_ptr<DataDecoder> make_data_decoder(DataLimits limits);

}  // namespace mailtown::smtp
