// Answers SEARCH: holds the keys against each message, and reads only the files it must.
//
// Departure from production practice: no full-text index; a search for words reads the messages.
#pragma once

#include "imap/imap_server_table.h"

namespace mailtown::imap {

// The numbers of the messages that match, or their UIDs, rising. `view` is the session's. Others
// get their turn now and then.
Task<std::vector<std::uint32_t>> search_messages(const Search& search, mailbox::Folder& folder,
                                                 const View& view, Clock& clock);

}  // namespace mailtown::imap
