// The index's bytes: which message has which UID, and how long it is. A text that people can read:
//
//   mailtown-index 1 1732459200 58 77e2a90b
//   5c5e21d4 + 57 2048 1717236000.3M8kVd2TzWxRb4c3.mx1.example.org
//   0b1f8a27 - 57
//
// The first line has the form's version, UIDVALIDITY, a lower bound of UIDNEXT, and its checksum
// (CRC-32). Each line after it begins with a checksum and adds a message or says that one is gone.
// Flags are not here: they are in the names of the files.
//
// What is written at the end and was not synced may be torn; a line that is not whole, or whose
// checksum is another, says nothing.
//
// Departure from production practice: Dovecot keeps flags in its index as well, in binary, and so
// need not read the folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mailbox/uid.h"
#include "platform/result.h"

namespace mailtown::mailbox {

struct IndexRecord {
  Uid uid = 0;
  std::uint64_t bytes = 0;
  std::string_view name;  // without LF
};

struct IndexContent {
  std::uint32_t validity = 0;
  Uid next = 1;                      // above every UID that is named, also of damaged lines' time
  std::vector<IndexRecord> records;  // that are not gone, ascending; views of what was read
  std::size_t lines = 0;             // after the first
  std::size_t damaged = 0;           // of them, but for the end
  bool torn = false;                 // the end is not whole
};

std::string print_index_head(std::uint32_t validity, Uid next);
void append_added(std::string& to, const IndexRecord& record);
void append_gone(std::string& to, Uid uid);

// Failure `invalid`: the first line is not whole, or of another form.
Result<IndexContent> read_index(std::string_view bytes);

}  // namespace mailtown::mailbox
