// The number by which IMAP knows a message of a folder for good (RFC 3501 §2.3.1.1).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace mailtown::mailbox {

using Uid = std::uint32_t;  // from 1, ascending, never used twice in a folder

// From a UID in one folder to one in another.
using UidPairs = std::vector<std::pair<Uid, Uid>>;

}  // namespace mailtown::mailbox
