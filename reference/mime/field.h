// Header fields as they come, line by line (RFC 5322 §2.2), within bounded memory.
//
// Departure from production practice: of a field only the first `field_bytes_max` bytes are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "message/header.h"

namespace mailtown::mime {

using message::HeaderField;

inline constexpr std::size_t field_bytes_max = 64 * 1024;

class FieldReader {
 public:
  // The header's next line, without its line end and not empty. Gives the field before it, if
  // this line begins another. A line that is no field is left out, with those that go on with it.
  std::optional<HeaderField> take_line(std::string_view line);
  // The last field; the reader is as new.
  std::optional<HeaderField> finish();

 private:
  std::string raw_;  // the field begun, its lines joined
};

}  // namespace mailtown::mime
