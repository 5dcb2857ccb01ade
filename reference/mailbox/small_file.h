// Files that are replaced as a whole: subscriptions, keywords, the index when rewritten.
#pragma once

#include <string>

#include "platform/disk.h"

namespace mailtown::mailbox {

// Replaces the file `name` of `folder`: returns when `text` would survive a power loss. At any
// crash the file is there with its old text or its new one. The text is drafted as NAME.new beside
// it; one writer at a time.
Task<Result<>> write_small_file(Disk& disk, std::string folder, std::string name, std::string text);

}  // namespace mailtown::mailbox
