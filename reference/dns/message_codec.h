// DNS messages on the wire (RFC 1035 §4.1, RFC 6891): bytes to values and back.
//
// Reading is strict: what does not parse to the last byte is an error, never a guess. Memory and
// time are bounded by the message's size; counts in the header are believed only as far as bytes
// follow.
#pragma once

#include <string>
#include <string_view>

#include "dns/message.h"
#include "platform/result.h"

namespace mailtown::dns {

// Failure `invalid`; its detail says at which byte and why.
Result<Message> parse_message(std::string_view bytes);

// The fixed header alone, for an answer to a message that does not parse: id, QR, opcode, RD.
// Failure `invalid` when there are fewer than 12 bytes.
Result<Message> parse_header_only(std::string_view bytes);

// `message` as bytes; sections too long for message_bytes_max are the caller's fault, see fit().
std::string print_message(const Message& message);

// `message` as at most `limit` bytes, and what became of it. The additional section goes first,
// silently (RFC 2181 §9), unless it is a referral's glue, without which the referral may be of no
// use (RFC 9471 §3). When that does not suffice, all records go and TC is set: the client asks
// again over TCP.
struct Fitted {
  Message message;
  std::string bytes;
};
Fitted fit(Message message, std::size_t limit);

}  // namespace mailtown::dns
