#include "smtp/data_decoder.h"

namespace mailtown::smtp {

namespace {

class ReferenceDecoder : public DataDecoder {
 public:
  explicit ReferenceDecoder(DataLimits limits) : limits_(limits) {}

  Progress decode(std::string_view bytes, std::string& text) override {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      if (take(bytes[at], text)) return {at + 1, true};
    }
    return {bytes.size(), false};
  }

  DataFault fault() const override { return fault_; }

 private:
  // What the bytes so far may be the beginning of.
  enum class Seen {
    line_begin,  // CRLF, or nothing yet
    dot,         // a dot at the beginning of a line: the end, or a doubled one
    dot_cr,      // that dot and CR: one LF from the end
    in_line,
    cr,  // a CR in or at the end of a line
  };

  // Takes one byte; true if it was the last of the text's end.
  bool take(char byte, std::string& text) {
    switch (seen_) {
      case Seen::line_begin:
        if (byte == '.') {
          seen_ = Seen::dot;
          return false;
        }
        break;
      case Seen::dot:  // dropped, whatever follows (RFC 5321 §4.5.2)
        if (byte == '\r') {
          seen_ = Seen::dot_cr;
          return false;
        }
        break;
      case Seen::dot_cr:
        if (byte == '\n') return true;
        give('\r', text);  // it was no end, and the CR is bare
        find(DataFault::bare_line_end);
        break;
      case Seen::cr:
        if (byte != '\n') find(DataFault::bare_line_end);
        break;
      case Seen::in_line:
        break;
    }
    give(byte, text);
    const bool line_ends = seen_ == Seen::cr && byte == '\n';
    if (byte == '\n' && !line_ends) find(DataFault::bare_line_end);
    seen_ = line_ends ? Seen::line_begin : byte == '\r' ? Seen::cr : Seen::in_line;
    if (line_ends) line_bytes_ = 0;
    return false;
  }

  void give(char byte, std::string& text) {
    if (++line_bytes_ > limits_.line_bytes_max) find(DataFault::line_too_long);
    if (++message_bytes_ > limits_.message_bytes_max) find(DataFault::too_big);
    if (fault_ == DataFault::none) text += byte;
  }

  void find(DataFault fault) {
    if (fault_ == DataFault::none) fault_ = fault;
  }

  DataLimits limits_;
  Seen seen_ = Seen::line_begin;
  DataFault fault_ = DataFault::none;
  std::uint64_t line_bytes_ = 0;
  std::uint64_t message_bytes_ = 0;
};

}  // namespace

std::unique_ptr<DataDecoder> make_data_decoder(DataLimits limits) {
  return std::make_unique<ReferenceDecoder>(limits);
}

}  // namespace mailtown::smtp
