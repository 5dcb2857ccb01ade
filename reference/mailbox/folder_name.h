// Names of folders, and the folders on disk that bear them.
//
// A user sees "Archive/2026"; with '/' between levels, as in a path. On disk all folders of a
// mailbox lie side by side in the Maildir of the INBOX, each with a name that begins with a dot and
// has a dot between levels (Maildir++): ".Archive.2026". Names are UTF-8 both here and on disk,
// where others (Courier, Dovecot by default) write IMAP's modified UTF-7 into the file system:
// people who look with `ls` shall see ".Черновики" and not ".&BCcENQRABD0EPgQyBDgEOgQ4-", and only
// IMAP should know of IMAP's encoding. A dot of the name's own is written "%2E", and a name of ours
// has no percent sign, so that no two names meet on one folder.
//
// No name leads out of the mailbox: a folder on disk has no '/', begins with one dot, and goes on
// with something else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mailtown::mailbox {

inline constexpr std::string_view inbox = "INBOX";
inline constexpr char hierarchy_separator = '/';

// Why a name cannot be a folder's, in English, or nothing if it can: it is empty, has an empty
// level, is no UTF-8, holds a control character or '*' or '%' (wildcards of LIST), or is longer
// than 200 bytes on disk. "INBOX" can.
std::optional<std::string> fault_of_name(std::string_view name);

// A name as it is kept: "inbox" in any case is "INBOX", also as the first level (RFC 3501 §5.1).
std::string canonical_name(std::string_view name);

// ".Archive.2026" for "Archive/2026"; empty for the INBOX. `name` is canonical and has no fault.
std::string disk_name(std::string_view name);
// The reverse; nothing if no folder of ours bears that name on disk.
std::optional<std::string> name_on_disk(std::string_view disk_name);

// Whether `name` lies below `above`: "a/b" below "a".
bool is_below(std::string_view name, std::string_view above);

}  // namespace mailtown::mailbox
