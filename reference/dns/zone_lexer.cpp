#include "dns/zone_lexer.h"

namespace mailtown::dns {

namespace {

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r';
}

bool ends_word(char letter) {
  return is_blank(letter) || letter == '\n' || letter == ';' || letter == '(' || letter == ')' ||
         letter == '"';
}

}  // namespace

void ZoneLexer::skip_comment() {
  while (!at_end() && text_[at_] != '\n') ++at_;
}

void ZoneLexer::end_line() {
  ++at_;
  ++line_;
}

void ZoneLexer::read_quoted(ZoneEntry& entry) {
  const std::size_t start = ++at_;
  while (!at_end() && text_[at_] != '"' && text_[at_] != '\n') {
    at_ += text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' ? 2 : 1;
  }
  entry.tokens.push_back({text_.substr(start, at_ - start), true});
  if (at_end() || text_[at_] != '"') {
    error_ = "a quotation mark is missing at the end of the text";
  } else {
    ++at_;
  }
}

void ZoneLexer::read_word(ZoneEntry& entry) {
  const std::size_t start = at_;
  while (!at_end() && !ends_word(text_[at_])) {
    at_ += text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' ? 2 : 1;
  }
  entry.tokens.push_back({text_.substr(start, at_ - start), false});
}

void ZoneLexer::read_bracket(char bracket) {
  ++at_;
  open_brackets_ += bracket == '(' ? 1 : -1;
  if (open_brackets_ < 0) {
    open_brackets_ = 0;
    error_ = "a ')' without '(' before it";
  }
}

std::optional<ZoneEntry> ZoneLexer::next() {
  error_.clear();
  ZoneEntry entry;
  bool line_start = true;
  unsigned bracket_line = 0;
  while (!at_end()) {
    const char letter = text_[at_];
    if (letter == '\n') {
      end_line();
      if (open_brackets_ > 0) continue;
      if (!entry.tokens.empty() || !error_.empty()) return entry;
      entry = {};
      line_start = true;
      continue;
    }
    if (is_blank(letter)) {
      if (line_start && entry.tokens.empty()) entry.begins_blank = true;
      ++at_;
    } else if (letter == ';') {
      skip_comment();
    } else if (letter == '(' || letter == ')') {
      if (open_brackets_ == 0) bracket_line = line_;
      if (entry.line == 0) entry.line = line_;
      read_bracket(letter);
    } else {
      if (entry.line == 0) entry.line = line_;
      letter == '"' ? read_quoted(entry) : read_word(entry);
    }
    line_start = false;
  }
  if (open_brackets_ > 0) {
    open_brackets_ = 0;
    error_ = "the '(' of line " + std::to_string(bracket_line) + " is never closed";
    return entry;
  }
  if (entry.tokens.empty() && error_.empty()) return std::nullopt;
  return entry;
}

}  // namespace mailtown::dns
