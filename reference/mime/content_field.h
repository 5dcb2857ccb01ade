// The values of Content-Type and Content-Disposition: a word, then parameters (RFC 2045 §5.1,
// RFC 2183 §2), with comments between and the slips that mail programs make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/part.h"

namespace mailtown::mime {

struct ContentField {
  std::string word;  // "text/plain", "attachment"; in lower case, without blanks and comments
  Parameters parameters;
};

// At most so many parameters of a field, or pieces of them, are told.
inline constexpr std::size_t parameters_max = 200;

// Never fails: what cannot be read is left out. Of parameters of one name the first counts.
ContentField parse_content_field(std::string_view value);

// The words of a list, such as Content-Language's: "en, ru".
std::vector<std::string> parse_word_list(std::string_view value);

}  // namespace mailtown::mime
