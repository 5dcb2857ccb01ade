// Sequence sets as text (RFC 3501 §9). Pure.
#pragma once

#include <string>

#include "imap/sequence_set.h"
#include "imap/token_codec.h"

namespace mailtown::imap {

// "1:3,5,8:*"
SequenceSet read_sequence_set(TokenReader& in);

// Rising numbers as a set's text: "1:3,5". Empty for none.
std::string print_numbers(const std::vector<std::uint32_t>& numbers);

}  // namespace mailtown::imap
