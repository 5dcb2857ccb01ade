// From a message's bytes to its tree of parts (RFC 2045, RFC 2046), piece by piece.
//
// Pure. Time grows with the message's size only: each byte is looked at once, and a line that may
// be a boundary is compared with at most `Limits::depth` of them. Memory is bounded by `Limits`,
// whatever comes: a header of 10 MB, boundaries that never come, parts by the thousand.
//
// Where mail is broken, it is read as most servers do: a line of a header that is no field is
// skipped; a part whose boundary never comes ends where the one around it does; a multipart without
// boundary parameter is text/plain (RFC 2045 §5.2); of boundaries that are the beginning of one
// line, the longest counts, then the innermost.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "mime/part.h"

namespace mailtown::mime {

struct Limits {
  std::size_t depth = 100;     // parts within parts, the message being 1; deeper ones are opaque:
                               // application/octet-stream
  std::size_t parts = 10'000;  // of a message; after that, boundaries are content
  std::size_t kept_bytes = 4 * 1024 * 1024;  // of memory for what header fields say; later fields
                                             // are not told
};

class StructureParser {
 public:
  explicit StructureParser(Limits limits = {});
  ~StructureParser();
  StructureParser(StructureParser&&) noexcept;
  StructureParser& operator=(StructureParser&&) noexcept;

  // The message's next bytes; lines end with CRLF or LF, and pieces anywhere.
  void feed(std::string_view bytes);
  // The message has ended. Not called twice, and feed() not after it.
  Part finish();

  // How much work was done: bytes looked at, boundaries compared. For tests of its growth.
  std::uint64_t steps() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

// Of a message that is all there.
Part parse_structure(std::string_view message, Limits limits = {});

}  // namespace mailtown::mime
