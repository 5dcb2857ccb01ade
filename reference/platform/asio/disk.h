// A folder of the machine's file system as a Disk.
//
// Paths stay under that folder: absolute ones and those with "." or ".." parts are `invalid`; the
// empty path is the folder itself. Files and folders are made for their owner alone (0600, 0700),
// since mail is private. A symbolic link that the operator laid inside the folder is followed; but
// sync_all() is syncfs(2) of the file system that the folder itself lies in.
#pragma once

#include <memory>
#include <string>

#include "platform/asio/loop.h"
#include "platform/disk.h"

namespace mailtown::real {

// Fails with `not_found` if there is no such folder, unlike Disk::make_folder never making it: a
// mistyped path must not become an empty mailbox.
Result<std::unique_ptr<Disk>> open_disk(Loop& loop, const std::string& root);

}  // namespace mailtown::real
