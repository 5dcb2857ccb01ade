// The words of an address list (RFC 5322 §3.2, obsolete forms of §4.1 included).
#pragma once

#include <string>
#include <string_view>

namespace mailtown::mime {

struct AddressToken {
  enum class Kind {
    word,     // an atom, or a quoted string without its quotes
    literal,  // "[192.0.2.1]", brackets included
    comment,  // without its outer parentheses
    special,  // one of < > @ , ; : .
    end,
  };
  Kind kind = Kind::end;
  std::string text;
  bool after_blank = false;

  bool is(char c) const { return kind == Kind::special && text.front() == c; }
};

// Gives the tokens one by one; every byte belongs to one, or is white space. What is never closed
// (a quote, a comment, a literal) goes to the end of the field.
class AddressLexer {
 public:
  explicit AddressLexer(std::string_view text) : text_(text) {}
  AddressToken next();

 private:
  AddressToken take_token();
  std::string take_enclosed(char open, char close);
  std::string take_atom();

  std::string_view text_;  // what is left
};

}  // namespace mailtown::mime
