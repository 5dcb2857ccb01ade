// Header fields as they come, a piece at a time (RFC 5322 §2.2), within bounded memory.
//
// Departure from production practice: a value is kept to its first `field_bytes_max` bytes only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "message/header.h"

namespace mailtown::mime {

using message::HeaderField;

inline constexpr std::size_t field_bytes_max = 64 * 1024;

// Takes a header's lines and gives its fields.
class FieldReader {
 public:
  // Takes a piece of a line, its line end excluded; `line_begins` with a line's first piece.
  // Gives the field before if this line begins another. A line that is no field is left out, with
  // those that go on with it.
  std::optional<HeaderField> take(std::string_view piece, bool line_begins);
  // The last field.
  std::optional<HeaderField> finish();

 private:
  std::string raw_;  // of the field begun, lines joined
};

}  // namespace mailtown::mime
