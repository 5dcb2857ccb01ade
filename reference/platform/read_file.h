// Reading a file that is small enough to be a value in memory.
#pragma once

#include <cstdint>
#include <string>

#include "platform/disk.h"

namespace mailtown {

// All bytes of `file`.
Result<std::string> read_all(File& file);

// All bytes of the file at `path`. Failures as of Disk::open and File::read; `invalid` if it has
// more than `bytes_max`.
Result<std::string> read_file(Disk& disk, const std::string& path,
                              std::uint64_t bytes_max = UINT64_MAX);

}  // namespace mailtown
