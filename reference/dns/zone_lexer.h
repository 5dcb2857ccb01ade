// ZoneLexer: cuts a master file (RFC 1035 §5.1) into entries of tokens.
//
// An entry is one logical line: parentheses join physical lines, ';' begins a comment, quotes hold
// blanks together. Escapes stay as they are; whoever takes a token resolves them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailtown::dns {

struct ZoneToken {
  std::string_view text;  // without quotes
  bool quoted = false;
};

struct ZoneEntry {
  unsigned line = 0;          // of its first token, from 1
  bool begins_blank = false;  // no owner: it is the entry's before
  std::vector<ZoneToken> tokens;
};

class ZoneLexer {
 public:
  explicit ZoneLexer(std::string_view text) : text_(text) {}

  // The next entry that holds anything; nothing at the end. An entry in which error() is set is
  // damaged and holds what was read so far.
  std::optional<ZoneEntry> next();
  // What is wrong with the entry that came last, or empty.
  const std::string& error() const { return error_; }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  void skip_comment();
  void read_quoted(ZoneEntry& entry);
  void read_word(ZoneEntry& entry);
  void end_line();
  void read_bracket(char bracket);

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned line_ = 1;
  int open_brackets_ = 0;
  std::string error_;
};

}  // namespace mailtown::dns
