#include "mime/address_lexer.h"

#include "mime/ascii.h"

namespace mailtown::mime {

namespace {

constexpr std::string_view specials = "<>@,;:.";
constexpr std::string_view openings = "\"([";

}  // namespace

AddressToken AddressLexer::next() {
  bool after_blank = false;
  for (; !text_.empty() && is_blank(text_.front()); text_.remove_prefix(1)) after_blank = true;
  AddressToken token = take_token();
  token.after_blank = after_blank;
  return token;
}

AddressToken AddressLexer::take_token() {
  using Kind = AddressToken::Kind;
  if (text_.empty()) return {};
  const char first = text_.front();
  if (first == '"') return {Kind::word, take_enclosed('"', '"')};
  if (first == '(') return {Kind::comment, take_enclosed('(', ')')};
  if (first == '[') return {Kind::literal, "[" + take_enclosed('[', ']') + "]"};
  if (specials.find(first) == std::string_view::npos) return {Kind::word, take_atom()};
  text_.remove_prefix(1);
  return {Kind::special, std::string(1, first)};
}

// What stands between `open` and `close`, with quoted pairs undone (RFC 5322 §3.2.1). Only comments
// nest (§3.2.2).
std::string AddressLexer::take_enclosed(char open, char close) {
  std::string content;
  std::size_t depth = 1;
  text_.remove_prefix(1);
  while (!text_.empty()) {
    const char c = text_.front();
    text_.remove_prefix(1);
    if (c == '\\' && !text_.empty()) {
      content += text_.front();
      text_.remove_prefix(1);
      continue;
    }
    if (c == close && --depth == 0) break;
    if (c == open && open == '(') ++depth;
    content += c;
  }
  return content;
}

// Up to white space or a special; bytes beyond ASCII are letters here.
std::string AddressLexer::take_atom() {
  std::size_t size = 1;
  const auto ends = [](char c) {
    return is_blank(c) || specials.find(c) != std::string_view::npos ||
           openings.find(c) != std::string_view::npos;
  };
  while (size < text_.size() && !ends(text_[size])) ++size;
  std::string atom(text_.substr(0, size));
  text_.remove_prefix(size);
  return atom;
}

}  // namespace mailtown::mime
