// DNS records as sentences tell them: without lifetime, class and final dots.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mailtown::reader {

// "MX 10 mx1.example.com" out of a master file's line. The owner stands in front if it is not
// `about`, the name that the sentence is about: "org NS a.org-servers.test". Text that is no such
// line stays as it is.
std::string short_record(const std::string& line, std::string_view about);
// Several of them, parted by semicolons.
std::string short_records(const std::vector<std::string>& lines, std::string_view about);
// A name as people write it: without the dot at its end.
std::string without_final_dot(std::string name);

}  // namespace mailtown::reader
