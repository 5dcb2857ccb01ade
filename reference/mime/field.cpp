#include "mime/field.h"

#include "mime/ascii.h"

namespace mailtown::mime {

std::optional<HeaderField> FieldReader::take_line(std::string_view line) {
  const bool goes_on = line.front() == ' ' || line.front() == '\t';  // RFC 5322 §2.2.3
  std::optional<HeaderField> before;
  if (!goes_on) before = finish();
  if (goes_on && raw_.empty()) raw_ = " ";  // a header must not begin so: no field, left out
  raw_ += line.substr(0, field_bytes_max - std::min(raw_.size(), field_bytes_max));
  return before;
}

std::optional<HeaderField> FieldReader::finish() {
  if (raw_.empty()) return std::nullopt;
  message::Header header = message::parse_header(raw_);
  raw_.clear();
  if (header.fields.empty()) return std::nullopt;
  return std::move(header.fields.front());
}

}  // namespace mailtown::mime
