// The header of a part while it is read: keeps what the tree of parts tells, and makes it values.
#pragma once

#include <cstddef>
#include <string_view>

#include "message/header.h"
#include "mime/part.h"

namespace mailtown::mime {

class PartHeader {
 public:
  // A message's header gives an envelope as well.
  explicit PartHeader(bool is_message = false) : is_message_(is_message) {}

  // Keeps the field if it is told of, is the first of its name and takes no more than `room` bytes
  // of memory, all that is made of it included; returns how many it takes.
  std::size_t take(message::HeaderField field, std::size_t room);
  // Fills in all of `part` but its place and children. `default_type` is for a part that does not
  // say what it is: "message/rfc822" in a digest (RFC 2046 §5.1.5), else empty.
  void finish(Part& part, std::string_view default_type) const;

 private:
  bool is_message_;
  message::Header kept_;
};

}  // namespace mailtown::mime
