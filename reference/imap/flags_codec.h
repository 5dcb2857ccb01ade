// Flags of messages as IMAP writes them (RFC 3501 §2.3.2, §9: flag). Pure.
#pragma once

#include <string>

#include "imap/command.h"
#include "imap/token_codec.h"

namespace mailtown::imap {

inline constexpr std::size_t keyword_bytes_max = 64;
inline constexpr std::size_t keywords_max = 64;  // of one message

// "(\Seen $Forwarded)", or without parentheses (STORE allows both). \Recent is the server's to
// set, and system flags that RFC 3501 does not have are none: BAD.
NamedFlags read_flags(TokenReader& in);
NamedFlags read_flag_list(TokenReader& in);  // with parentheses

// "(\Seen \Recent $Forwarded)"; `keywords` are the names of the flags' bits.
std::string print_flags(const mailbox::Flags& flags, bool recent,
                        const std::vector<std::string>& keywords);
// All system flags a client can set, and these keywords: "(\Answered ... $Forwarded)"; with
// `any_more` also "\*", which says that new keywords can be made (RFC 3501 §7.1, PERMANENTFLAGS).
std::string print_all_flags(const std::vector<std::string>& keywords, bool any_more);

// `name`: "\Seen", or a keyword.
bool has_flag(const mailbox::Flags& flags, const std::string& name,
              const std::vector<std::string>& keywords);

}  // namespace mailtown::imap
