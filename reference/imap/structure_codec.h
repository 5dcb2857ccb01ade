// ENVELOPE, BODY and BODYSTRUCTURE as text, from a message's parsed parts (RFC 3501 §7.4.2). Pure.
#pragma once

#include <string>

#include "mime/part.h"

namespace mailtown::imap {

std::string print_envelope(const mime::Envelope& envelope);

// With the extension data: BODYSTRUCTURE; without: BODY.
std::string print_structure(const mime::Part& part, bool with_extensions);

}  // namespace mailtown::imap
