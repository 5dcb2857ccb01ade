// What is said about a message: the system flags of RFC 3501 §2.3.2 and keywords of the clients'.
//
// In a Maildir they are the letters of a file's name behind ":2,", so that they need no index and
// outlive its loss:
//
//   D draft  F flagged  P passed  R answered (replied)  S seen  T deleted (trashed)
//   a..z     keywords, whose names stand in the folder's file of keywords (keywords.h)
//
// P and letters that mean nothing here are kept as they are: other programs' readers know them.
// \Recent is no flag of a message: Folder::claim_recent() tells it to one session.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::mailbox {

inline constexpr std::size_t keywords_max = 26;  // of a folder: one letter each

struct Flags {
  bool seen = false, answered = false, flagged = false, deleted = false, draft = false;
  std::uint32_t keywords = 0;  // bit n: the n-th of Folder::keywords()
  bool operator==(const Flags&) const = default;
};

// A change to the flags of messages (RFC 3501 §6.4.6).
struct FlagChange {
  enum class How { replace, add, remove };
  How how = How::add;
  Flags flags;                        // its keywords are bits of Folder::keywords()...
  std::vector<std::string> keywords;  // ...beside these, which the folder may not know yet
};

// `flags` after a change with `by`, whose keywords are all bits by now.
Flags changed(Flags flags, FlagChange::How how, const Flags& by);

// The letters' meaning.
Flags flags_of(std::string_view letters);
// The letters for `flags`, sorted as Maildir asks; those of `old` that mean nothing here are kept.
std::string letters_of(const Flags& flags, std::string_view old);

}  // namespace mailtown::mailbox
