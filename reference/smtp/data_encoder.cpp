#include "smtp/data_encoder.h"

namespace mailtown::smtp {

void DataEncoder::encode(std::string_view text, std::string& wire) {
  for (const char byte : text) {
    const bool second_of_crlf = after_cr_ && byte == '\n';
    after_cr_ = byte == '\r';
    if (second_of_crlf) continue;  // the CR has given both already
    if (byte == '\r' || byte == '\n') {
      wire += "\r\n";
      at_line_begin_ = true;
      continue;
    }
    if (at_line_begin_ && byte == '.') wire += '.';
    wire += byte;
    at_line_begin_ = false;
  }
}

void DataEncoder::finish(std::string& wire) {
  if (!at_line_begin_) wire += "\r\n";
  wire += ".\r\n";
}

}  // namespace mailtown::smtp
