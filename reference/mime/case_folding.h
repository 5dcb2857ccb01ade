// Letters without their case, for searching (RFC 5051's aim, done for the scripts that have case).
#pragma once

#include <string>
#include <string_view>

namespace mailtown::mime {

// The letter as a search compares it. Latin, Greek, Cyrillic and Armenian letters; others stay.
char32_t fold_case(char32_t character);
// All of a text; what is no UTF-8 becomes U+FFFD.
std::string fold_case(std::string_view utf8);

}  // namespace mailtown::mime
