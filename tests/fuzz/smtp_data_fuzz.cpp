// Any bytes after DATA: however they are cut, the decoder comes to the same end and the same text;
// the end is the first CRLF "." CRLF, as a search finds it; and what was taken survives the
// encoder.
#include <algorithm>
#include <cstdlib>

#include "smtp/data_decoder.h"
#include "smtp/data_encoder.h"

namespace {

using namespace mailtown::smtp;

struct Decoded {
  std::string text;
  DataFault fault = DataFault::none;
  std::size_t consumed = 0;
  bool ended = false;
  bool operator==(const Decoded&) const = default;
};

Decoded decode(std::string_view bytes, std::size_t piece) {
  const auto decoder = make_data_decoder({4096});
  Decoded decoded;
  while (!decoded.ended && decoded.consumed < bytes.size()) {
    const auto progress = decoder->decode(bytes.substr(decoded.consumed, piece), decoded.text);
    decoded.consumed += progress.consumed;
    decoded.ended = progress.ended;
  }
  decoded.fault = decoder->fault();
  return decoded;
}

std::size_t end_by_search(const std::string& bytes) {
  const std::string with_line_end = "\r\n" + bytes;  // as DATA's own CRLF
  const std::size_t end = with_line_end.find("\r\n.\r\n");
  return end == std::string::npos ? 0 : end + 3;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Decoded whole = decode(bytes, std::max<std::size_t>(size, 1));
  if (whole.text.size() > 4096) std::abort();
  for (const std::size_t piece : {1, 2, 3, 7}) {
    if (!(decode(bytes, piece) == whole)) std::abort();
  }
  const std::size_t end = end_by_search(bytes);
  if (whole.ended != (end != 0)) std::abort();
  if (whole.ended && whole.consumed != end) std::abort();

  if (!whole.ended || whole.fault != DataFault::none) return 0;
  DataEncoder encoder;
  std::string wire;
  encoder.encode(whole.text, wire);
  encoder.finish(wire);
  const Decoded again = decode(wire, wire.size());
  if (!again.ended || again.text != whole.text) std::abort();
  return 0;
}
