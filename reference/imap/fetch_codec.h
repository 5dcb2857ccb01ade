// FETCH's items as text (RFC 3501 §6.4.5, §9: fetch-att, section). Pure.
#pragma once

#include <vector>

#include "imap/fetch_item.h"
#include "imap/token_codec.h"

namespace mailtown::imap {

inline constexpr std::size_t fetch_items_max = 100;   // of one command
inline constexpr std::size_t section_depth_max = 100;  // numbers of one section

// A macro (ALL, FAST, FULL), one item, or a list of items in parentheses.
std::vector<FetchItem> read_fetch_items(TokenReader& in);

}  // namespace mailtown::imap
