// A message's header: fields in their order (RFC 5322 §2.1, §2.2).
//
// Departure from production practice: nothing is kept of how a field was folded, so a header that
// was parsed cannot be printed back byte by byte. Mail in transit is never reprinted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::message {

struct HeaderField {
  std::string name;   // as written
  std::string value;  // unfolded (RFC 5322 §2.2.3), without white space around it
  bool operator==(const HeaderField&) const = default;
};

struct Header {
  std::vector<HeaderField> fields;

  // The value of the first field of that name, in any case; null if there is none.
  const std::string* find(std::string_view name) const;
};

inline constexpr std::size_t no_header_end = std::string_view::npos;

// How many bytes of `text` are header, without the empty line that ends it; no_header_end if that
// line is not there (yet: more text may bring it). 0 for a message that begins with its body.
std::size_t header_size(std::string_view text);

// Parses the header that `text` begins with, to the empty line or the end. Lines end with CRLF or
// LF (files on disk). A line that is no field, such as one without a colon, is left out.
Header parse_header(std::string_view text);

}  // namespace mailtown::message
