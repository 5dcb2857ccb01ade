// Writing a file that somebody asked for: never over another one unasked, and never half of it.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.h"
#include "simulator/reader/catalogue.h"

namespace mailtown::formats {

// Writes `content`. Unless it may `overwrite`, a file that is there stays as it is (`exists`). A
// new one takes an old one's place when it is whole: a full disk leaves the old one. What is no
// plain file, such as /dev/stdout, is written into. Failures: exists, not_found (the folder),
// not_permitted, full, invalid (the name is a folder's), io; the detail is the operating system's
// word.
Result<> write_file(const std::string& path, std::string_view content, bool overwrite);

// The first of "a.json", "a-2.json", "a-3.json", ... that is not there yet.
std::string free_name(const std::string& path);

// In the catalogue's language, why write_file() failed with that path.
std::string why_not_written(const reader::Catalogue& words, const std::string& path,
                            const Failure& failure);

}  // namespace mailtown::formats
