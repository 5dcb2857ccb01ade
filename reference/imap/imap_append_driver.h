// Receives APPEND's message: from the stream straight into the mailbox.
//
// Memory: one read's worth, however large the message is.
#pragma once

#include "imap/imap_server_states.h"
#include "imap/session_mailbox.h"
#include "wire/line_channel.h"

namespace mailtown::imap {

// Reads the literal's `bytes` and the rest of its line; makes the draft a message if all is well.
// Reads on to the end in any case, so that the next command is found. Throws StreamError.
Task<server::MessageCame> receive_message(wire::LineChannel& channel, Clock& clock,
                                          SessionMailbox::Appending appending, std::uint64_t bytes,
                                          Duration wait);

// Reads `bytes` and forgets them.
Task<> skip_literal(wire::LineChannel& channel, Clock& clock, std::uint64_t bytes, Duration wait);

}  // namespace mailtown::imap
