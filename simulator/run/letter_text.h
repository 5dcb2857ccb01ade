// The text of a letter, as a user's mail program makes it (RFC 5322).
//
// Date and Message-ID are left to the submission server, which adds what is missing (RFC 6409 §8).
#pragma once

#include <string>

#include "simulator/scenario/scenario.h"

namespace mailtown::run {

// Header and body, lines ended by CRLF. Text that is not ASCII is declared as UTF-8 (RFC 2045),
// in the subject as encoded words (RFC 2047).
std::string letter_text(const scenario::Send& send);

bool is_ascii(std::string_view text);

// What a mail program's list shows of a letter: its subject, decoded.
std::string subject_shown(std::string_view text);

}  // namespace mailtown::run
