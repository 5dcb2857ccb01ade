#include "imap/token_codec.h"

#include <charconv>

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailtown::imap {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_keyword_char(char c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '=' || c == '+';
}

// RFC 3501 §9, ATOM-CHAR: any CHAR except atom-specials.
bool is_atom_char(char c) {
  if (c <= 0x20 || c == 0x7f) return false;  // CTL, SP; as signed char also 8-bit bytes
  return std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
}
bool is_astring_char(char c) {
  return is_atom_char(c) || c == ']';
}
bool is_list_char(char c) {
  return is_astring_char(c) || c == '%' || c == '*';
}

}  // namespace

bool TokenReader::sees_digit() const {
  return !failed() && at_ < text_.size() && is_digit(text_[at_]);
}

bool TokenReader::take(char c) {
  if (!sees(c)) return false;
  ++at_;
  return true;
}

void TokenReader::expect(char c) {
  if (take(c)) return;
  if (c == ' ') {
    fail(at_end() ? "the command ends too early" : "a blank is missing");
  } else {
    fail(fmt::format("'{}' is missing", c));
  }
}

std::string_view TokenReader::take_while(bool (*belongs)(char)) {
  if (failed()) return {};
  const std::size_t begin = at_;
  while (at_ < text_.size() && belongs(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::string TokenReader::keyword() {
  return upper_case(take_while(is_keyword_char));
}

bool TokenReader::take_word(std::string_view word) {
  const std::size_t before = at_;
  if (keyword() == word) return true;
  at_ = before;
  return false;
}

std::string TokenReader::atom(const char* what) {
  std::string word(take_while(is_atom_char));
  if (word.empty()) missing(what);
  return word;
}

std::string TokenReader::astring(const char* what) {
  if (sees('"') || sees('{')) return string(what);
  std::string word(take_while(is_astring_char));
  if (word.empty()) missing(what);
  return word;
}

std::string TokenReader::string(const char* what) {
  if (sees('"')) return quoted();
  if (sees('{')) return literal();
  missing(what);
  return {};
}

std::string TokenReader::rest() {
  return std::string(take_while([](char) { return true; }));
}

std::string TokenReader::list_pattern() {
  if (sees('"') || sees('{')) return string("a pattern");
  std::string word(take_while(is_list_char));
  if (word.empty()) missing("a pattern");
  return word;
}

std::uint64_t TokenReader::large_number(const char* what) {
  const std::string_view digits = take_while(is_digit);
  std::uint64_t number = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool fits = result.ec == std::errc{} && number <= std::uint64_t(INT64_MAX);
  if (digits.empty()) {
    missing(what);
  } else if (!fits) {
    fail("a number is too large");
  }
  return fits ? number : 0;
}

std::uint32_t TokenReader::number(const char* what) {
  const std::uint64_t number = large_number(what);
  if (number > UINT32_MAX) fail("a number is too large");
  return failed() ? 0 : static_cast<std::uint32_t>(number);
}

std::uint32_t TokenReader::nonzero_number(const char* what) {
  const std::uint32_t number = this->number(what);
  if (number == 0) fail(fmt::format("0 cannot be {}", what));
  return number;
}

// RFC 3501 §9, quoted: TEXT-CHAR but for quoted-specials, which come behind a backslash.
std::string TokenReader::quoted() {
  std::string text;
  for (++at_; at_ < text_.size(); ++at_) {
    char c = text_[at_];
    if (c == '"') {
      ++at_;
      return text;
    }
    if (c == '\\') {
      c = ++at_ < text_.size() ? text_[at_] : '\0';
      if (c != '"' && c != '\\') return fail("a backslash quotes only \" and \\"), std::string();
    }
    if (c == '\r' || c == '\n' || c == '\0') break;
    if (c < 0) return fail("8-bit text travels in a literal, not in quotes"), std::string();
    text += c;
  }
  fail("a quoted string does not end");
  return {};
}

// RFC 3501 §9, literal; RFC 7888 §3, the '+'. Whoever assembled the command has put the bytes here.
std::string TokenReader::literal() {
  expect('{');
  const std::uint64_t size = large_number("the size of a literal");
  take('+');
  expect('}');
  if (!take('\r') || !take('\n')) fail("a literal's size ends its line");
  if (failed()) return {};
  const std::string_view bytes = text_.substr(at_, size);
  if (bytes.size() < size) return fail("a literal is shorter than it says"), std::string();
  if (bytes.find('\0') != bytes.npos) return fail("no string may hold a NUL"), std::string();
  at_ += bytes.size();
  return std::string(bytes);
}

void TokenReader::missing(const char* what) {
  if (failed()) return;
  const bool eight_bit = at_ < text_.size() && (text_[at_] < 0x20 || text_[at_] == 0x7f);
  fail(eight_bit ? fmt::format("{} cannot begin with that byte", what)
                 : fmt::format("{} is missing", what));
}

void TokenReader::fail(Reply reply) {
  if (!fault_) fault_ = std::move(reply);
}

}  // namespace mailtown::imap
