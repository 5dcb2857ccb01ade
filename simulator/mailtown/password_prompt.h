// A password from whoever sits at the terminal, or from a pipe; never from the command line, which
// every user of the machine can read (ps).
#pragma once

#include <string>

#include "platform/result.h"
#include "simulator/reader/catalogue.h"

namespace mailtown::console {

// On a terminal asks twice on stderr, with the echo off. Else takes one line of standard input.
// Failures: `invalid` (empty, control characters, not the same twice, given up), `closed` (there
// was no line); the detail is the catalogue's sentence for it.
Result<std::string> read_password(const reader::Catalogue& words, const std::string& login);

}  // namespace mailtown::console
