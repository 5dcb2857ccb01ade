// DNS messages over TCP: each behind its length in two bytes (RFC 1035 §4.2.2, RFC 7766 §8).
#pragma once

#include <optional>
#include <string>

#include "platform/network.h"

namespace mailtown::dns {

// The next message; nothing if the peer ended the stream, in the middle of one too. Throws
// StreamError.
Task<std::optional<std::string>> read_framed(ByteStream& stream, Deadline deadline);
// `message` is at most 65535 bytes. Throws StreamError.
Task<> write_framed(ByteStream& stream, std::string message, Deadline deadline);

}  // namespace mailtown::dns
