// What FETCH can ask of a message (RFC 3501 §6.4.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mailtown::imap {

// The text in a section's brackets: "1.2.HEADER.FIELDS (Subject)".
struct Section {
  enum class Text {
    all,                // BODY[], BODY[1]: the whole message, or a part's body
    header,             // HEADER: of the message, or of the message that part 1.2 holds
    header_fields,      // HEADER.FIELDS: those named
    header_fields_not,  // HEADER.FIELDS.NOT: all but those
    text,               // TEXT: the body of the message
    mime,               // MIME: the header of the part itself
  };
  std::vector<std::uint32_t> part;  // from 1; empty: the message
  Text text = Text::all;
  std::vector<std::string> fields;  // as given, for header_fields and header_fields_not
  bool operator==(const Section&) const = default;
};

struct Partial {
  std::uint64_t offset = 0, count = 0;  // octets; count is at least 1
  bool operator==(const Partial&) const = default;
};

struct FetchItem {
  enum class Kind {
    uid,
    flags,
    internal_date,
    size,            // RFC822.SIZE
    envelope,
    body_structure,  // with the extension data
    body,            // without
    section,         // text of the message
  };
  Kind kind = Kind::flags;
  // For `section`:
  std::string label;  // what the response calls it: "RFC822", "BODY[1.MIME]<0>"
  Section section;
  std::optional<Partial> partial;
  bool marks_seen = false;  // no PEEK
  bool operator==(const FetchItem&) const = default;
};

}  // namespace mailtown::imap
