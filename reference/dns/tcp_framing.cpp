#include "dns/tcp_framing.h"

namespace mailtown::dns {

namespace {

// False if the stream ended first.
Task<bool> read_exactly(ByteStream& stream, std::span<char> into, Deadline deadline) {
  while (!into.empty()) {
    const auto count = co_await stream.read(into, deadline);
    if (count == 0) co_return false;
    into = into.subspan(count);
  }
  co_return true;
}

}  // namespace

Task<std::optional<std::string>> read_framed(ByteStream& stream, Deadline deadline) {
  unsigned char length[2] = {};
  const std::span<char> prefix(reinterpret_cast<char*>(length), sizeof length);
  const bool begun = co_await read_exactly(stream, prefix, deadline);
  if (!begun) co_return std::nullopt;
  std::string message(static_cast<std::size_t>(length[0]) << 8 | length[1], '\0');
  const bool whole = co_await read_exactly(stream, message, deadline);
  if (!whole) co_return std::nullopt;
  co_return message;
}

Task<> write_framed(ByteStream& stream, std::string message, Deadline deadline) {
  const auto size = message.size();
  // In one write: length and message in two segments confuse careless peers (RFC 7766 §8).
  message.insert(0, {static_cast<char>(size >> 8), static_cast<char>(size & 0xFF)});
  co_await stream.write(message, deadline);
}

}  // namespace mailtown::dns
