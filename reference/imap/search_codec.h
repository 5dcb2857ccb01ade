// SEARCH's keys as text (RFC 3501 §6.4.4, §9: search-key). Pure.
#pragma once

#include "imap/command.h"
#include "imap/token_codec.h"

namespace mailtown::imap {

inline constexpr int search_depth_max = 50;           // parentheses, NOT and OR within each other
inline constexpr std::size_t search_keys_max = 1000;  // in one command
inline constexpr const char* search_charsets = "US-ASCII UTF-8";

// What follows the word SEARCH: a charset if there is one, then keys that must all hold. Another
// charset is answered NO [BADCHARSET (...)].
Search read_search(TokenReader& in);

}  // namespace mailtown::imap
