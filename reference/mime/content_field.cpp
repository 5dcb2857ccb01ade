#include "mime/content_field.h"

#include <charconv>
#include <map>
#include <optional>

#include "mime/ascii.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

// Reads a field's value from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.front(); }
  void skip() { text_.remove_prefix(1); }

  // Blanks and comments, nested as they may be (RFC 5322 §3.2.2).
  void skip_blanks() {
    std::size_t depth = 0;
    while (!at_end() && (depth > 0 || is_blank(peek()) || peek() == '(')) {
      if (depth > 0 && peek() == '\\' && text_.size() > 1)
        skip();
      else if (peek() == '(')
        ++depth;
      else if (peek() == ')')
        --depth;
      skip();
    }
  }

  // Up to a blank or one of `ends`. Broader than a token: "boundary=a/b:c" is not rare.
  std::string take_word(std::string_view ends) {
    std::size_t size = 0;
    while (size < text_.size() && !is_blank(text_[size]) &&
           ends.find(text_[size]) == std::string_view::npos) {
      ++size;
    }
    std::string word(text_.substr(0, size));
    text_.remove_prefix(size);
    return word;
  }

  // A quoted string; one that never ends goes to the end of the field.
  std::string take_quoted() {
    std::string content;
    skip();
    while (!at_end() && peek() != '"') {
      if (peek() == '\\' && text_.size() > 1) skip();
      content += peek();
      skip();
    }
    if (!at_end()) skip();
    return content;
  }

 private:
  std::string_view text_;
};

// A parameter as it stands: "filename*1*=..." is the encoded piece 1 of "filename" (RFC 2231 §4.1).
struct Piece {
  std::optional<int> number;
  bool is_encoded = false;
  std::string value;
};

struct Pieces {
  std::string name;
  std::vector<Piece> pieces;
};

std::pair<std::string, Piece> piece_of(std::string attribute, std::string value) {
  Piece piece;
  piece.value = std::move(value);
  if (attribute.size() > 1 && attribute.ends_with('*')) {
    piece.is_encoded = true;
    attribute.pop_back();
  }
  const std::size_t star = attribute.rfind('*');
  if (star != std::string::npos && star > 0) {
    const char* end = attribute.data() + attribute.size();
    int number = 0;
    const auto [rest, error] = std::from_chars(attribute.data() + star + 1, end, number);
    if (error == std::errc{} && rest == end && number >= 0) {
      piece.number = number;
      attribute.resize(star);
    }
  }
  return {std::move(attribute), std::move(piece)};
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c > ' ' && c <= '~' && c != '%' && c != '\'' && c != '*') {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

// Joins the numbered pieces of one parameter, as far as none is missing (RFC 2231 §3).
std::optional<Parameter> joined(const Pieces& parameter) {
  std::map<int, const Piece*> numbered;
  for (const Piece& piece : parameter.pieces) {
    if (piece.number) numbered.emplace(*piece.number, &piece);
  }
  const auto first = numbered.find(0);
  if (first == numbered.end()) return std::nullopt;
  const bool is_encoded = first->second->is_encoded;
  Parameter whole{parameter.name + (is_encoded ? "*" : ""), {}};
  int expected = 0;
  for (const auto& [number, piece] : numbered) {
    if (number != expected++) break;
    whole.value += is_encoded && !piece->is_encoded ? percent_encoded(piece->value) : piece->value;
  }
  return whole;
}

class ParameterList {
 public:
  void add(std::string attribute, std::string value) {
    if (count_ == parameters_max) return;
    ++count_;
    auto [name, piece] = piece_of(lower_case(attribute), std::move(value));
    const auto [place, is_new] = places_.emplace(name, list_.size());
    if (is_new) list_.push_back({name, {}});
    list_[place->second].pieces.push_back(std::move(piece));
  }

  Parameters finish() const {
    Parameters parameters;
    for (const Pieces& each : list_) {
      const Piece* plain = nullptr;
      const Piece* encoded = nullptr;
      for (const Piece& piece : each.pieces) {
        const Piece*& kind = piece.is_encoded ? encoded : plain;
        if (!piece.number && !kind) kind = &piece;
      }
      if (plain) parameters.push_back({each.name, plain->value});
      if (encoded) parameters.push_back({each.name + "*", encoded->value});
      auto whole = joined(each);
      if (whole && !(whole->name == each.name ? plain : encoded)) {
        parameters.push_back(std::move(*whole));
      }
    }
    return parameters;
  }

 private:
  std::size_t count_ = 0;
  std::vector<Pieces> list_;                   // in the order of their first pieces
  std::map<std::string, std::size_t> places_;  // by name
};

}  // namespace

ContentField parse_content_field(std::string_view value) {
  Reader reader(value);
  ContentField field;
  for (reader.skip_blanks(); !reader.at_end() && reader.peek() != ';'; reader.skip_blanks()) {
    const std::string word = reader.take_word("(;");
    if (word.empty()) break;
    field.word += lower_case(word);
  }
  ParameterList parameters;
  while (!reader.at_end()) {
    if (reader.peek() != ';') {  // junk behind a value
      if (reader.peek() == '"') {
        reader.take_quoted();
      } else {
        reader.skip();
      }
      reader.skip_blanks();
      continue;
    }
    reader.skip();
    reader.skip_blanks();
    std::string attribute = reader.take_word("=;(\"");
    reader.skip_blanks();
    if (reader.at_end() || reader.peek() != '=') continue;
    reader.skip();
    reader.skip_blanks();
    const bool is_quoted = !reader.at_end() && reader.peek() == '"';
    std::string content = is_quoted ? reader.take_quoted() : reader.take_word(";(\"");
    if (!attribute.empty()) parameters.add(std::move(attribute), std::move(content));
    reader.skip_blanks();
  }
  field.parameters = parameters.finish();
  return field;
}

std::vector<std::string> parse_word_list(std::string_view value) {
  Reader reader(value);
  std::vector<std::string> words;
  for (reader.skip_blanks(); !reader.at_end() && words.size() < parameters_max;
       reader.skip_blanks()) {
    std::string word = reader.take_word(",(");
    if (!word.empty()) words.push_back(std::move(word));
    if (!reader.at_end() && reader.peek() == ',') reader.skip();
  }
  return words;
}

}  // namespace mailtown::mime
