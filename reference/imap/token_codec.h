// TokenReader: the small words of IMAP's grammar (RFC 3501 §9), read one after the other. Pure.
//
// The text is a whole command: its line, with each literal where it stood ("{5}\r\nhello"). The
// first thing that is not as expected is remembered, and from then on everything reads as empty; so
// a parser reads as the grammar does, without a question after each word, and asks once, at its
// end, whether all was well.
//
// Departures: 8-bit bytes only travel in literals, never in quoted strings (UTF8=ACCEPT, RFC 6855,
// is not offered); binary literals (RFC 3516) are not known, so no string holds a NUL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "imap/reply.h"

namespace mailtown::imap {

// A value, or the reply that says what is wrong (mostly BAD).
template <class Kind>
using Parsed = boost::system::result<Kind, Reply>;

class TokenReader {
 public:
  explicit TokenReader(std::string_view text) : text_(text) {}

  // --- single bytes ---
  bool at_end() const { return failed() || at_ == text_.size(); }
  bool sees(char c) const { return !failed() && at_ < text_.size() && text_[at_] == c; }
  bool sees_digit() const;
  bool take(char c);    // if it is next
  void expect(char c);  // fails if it is not next
  void space() { expect(' '); }

  // --- words; `what` is named in the complaint: "a mailbox name" ---
  // Letters, digits, '.' and '-', in upper case: the name of a command, of an item. Empty: none.
  std::string keyword();
  bool take_word(std::string_view word);  // if keyword() would be this, in upper case
  std::string atom(const char* what);
  std::string astring(const char* what);  // an atom (which may hold ']'), or a string
  std::string string(const char* what);   // quoted, or a literal
  std::string rest();                     // all that is left
  std::string list_pattern();             // list-mailbox: an astring that may hold % and *
  std::uint32_t number(const char* what);
  std::uint32_t nonzero_number(const char* what);  // nz-number
  std::uint64_t large_number(const char* what);    // up to 63 bits, as RFC 4466 has them

  // --- the outcome ---
  void fail(std::string text) { fail(Reply::bad(std::move(text))); }
  void fail(Reply reply);
  bool failed() const { return fault_.has_value(); }
  // `value`, if all was well and nothing is left.
  template <class Kind>
  Parsed<Kind> done(Kind value) {
    if (!at_end()) fail("there is more than this command takes");
    if (fault_) return *fault_;
    return value;
  }

 private:
  std::string_view take_while(bool (*belongs)(char));
  void missing(const char* what);
  std::string quoted();
  std::string literal();

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<Reply> fault_;
};

}  // namespace mailtown::imap
