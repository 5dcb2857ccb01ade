// What SEARCH can ask of a message (RFC 3501 §6.4.4), as a tree.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "imap/sequence_set.h"

namespace mailtown::imap {

struct SearchKey {
  enum class Kind {
    all_of,    // every child; with none: ALL
    any_of,    // OR
    none_of,   // NOT
    sequence,  // message numbers in `set`
    uid,       // UID
    flag,      // has the flag `text`: "\Seen", "$Forwarded"
    recent,    // is \Recent for this session
    larger,    // than `bytes`
    smaller,
    before,  // INTERNALDATE, by its day
    on,
    since,
    sent_before,  // the Date field, by its day
    sent_on,
    sent_since,
    header,  // the field `field` holds `text`; with an empty text: is there
    body,    // TEXT's and BODY's words
    text,
  };
  Kind kind = Kind::all_of;
  std::vector<SearchKey> children;
  SequenceSet set;
  std::string field;
  std::string text;  // UTF-8
  std::uint64_t bytes = 0;
  std::chrono::sys_days day;

  bool operator==(const SearchKey&) const = default;
};

}  // namespace mailtown::imap
