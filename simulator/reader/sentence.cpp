#include "simulator/reader/sentence.h"

#include <algorithm>
#include <charconv>

namespace mailtown::reader {

namespace {

struct Piece {
  enum class Kind { text, value, count, part } kind = Kind::text;
  std::string text;                // of text; else the placeholder's name
  std::vector<std::string> forms;  // of a counted noun
  std::vector<Piece> inside;       // of a part that may be left out
};
using Pieces = std::vector<Piece>;

std::size_t forms_of(Language language) {
  return language == Language::russian ? 3 : 2;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

class Parser {
 public:
  explicit Parser(std::string_view sentence) : rest_(sentence) {}

  Pieces parse() { return pieces(false); }
  const std::string& problem() const { return problem_; }

 private:
  bool doubled() const { return rest_.size() > 1 && rest_[0] == rest_[1]; }

  Pieces pieces(bool in_part) {
    Pieces found;
    while (!rest_.empty() && !(in_part && rest_.front() == ']' && !doubled())) {
      const char c = rest_.front();
      const bool special = c == '{' || c == '}' || c == '[' || c == ']';
      if (special && doubled()) {
        add_text(found, rest_.substr(0, 1), 2);
      } else if (c == '{') {
        found.push_back(placeholder());
      } else if (c == '[' && !in_part) {
        found.push_back(part());
      } else {
        add_text(found, rest_.substr(0, 1), 1);
      }
    }
    return found;
  }

  void add_text(Pieces& to, std::string_view text, std::size_t taken) {
    if (to.empty() || to.back().kind != Piece::Kind::text) to.emplace_back();
    to.back().text += text;
    rest_.remove_prefix(taken);
  }

  Piece placeholder() {
    const auto end = rest_.find('}');
    if (end == rest_.npos) problem_ = "a brace that is not closed";
    auto words = split(rest_.substr(1, end == rest_.npos ? end : end - 1), '|');
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    Piece piece;
    piece.kind = words.size() > 1 ? Piece::Kind::count : Piece::Kind::value;
    piece.text = words.front();
    piece.forms.assign(words.begin() + 1, words.end());
    if (piece.text.empty()) problem_ = "a placeholder without a name";
    return piece;
  }

  Piece part() {
    rest_.remove_prefix(1);
    Piece piece;
    piece.kind = Piece::Kind::part;
    piece.inside = pieces(true);
    if (rest_.empty()) {
      problem_ = "a bracket that is not closed";
    } else {
      rest_.remove_prefix(1);
    }
    return piece;
  }

  std::string_view rest_;
  std::string problem_;
};

const std::string* value_of(const Values& values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const Fact& value) { return value.name == name; });
  return found == values.end() ? nullptr : &found->value;
}

bool is_placeholder(const Piece& piece) {
  return piece.kind == Piece::Kind::value || piece.kind == Piece::Kind::count;
}

std::string counted(const Piece& piece, const std::string& value, Language language) {
  std::uint64_t number = 0;
  const auto* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  const bool is_number = read.ec == std::errc() && read.ptr == end;
  const auto form = is_number ? plural_form(number, language) : piece.forms.size() - 1;
  return value + " " + piece.forms[std::min(form, piece.forms.size() - 1)];
}

std::string fill_pieces(const Pieces& pieces, const Values& values, Language language);

// Left out when a value is missing or empty; without placeholders it is text in brackets.
std::string fill_part(const Piece& part, const Values& values, Language language) {
  bool any = false;
  for (const auto& piece : part.inside) {
    if (!is_placeholder(piece)) continue;
    any = true;
    const auto* value = value_of(values, piece.text);
    if (!value || value->empty()) return {};
  }
  auto text = fill_pieces(part.inside, values, language);
  return any ? text : "[" + text + "]";
}

std::string fill_pieces(const Pieces& pieces, const Values& values, Language language) {
  std::string filled;
  for (const auto& piece : pieces) {
    if (piece.kind == Piece::Kind::text) {
      filled += piece.text;
    } else if (piece.kind == Piece::Kind::part) {
      filled += fill_part(piece, values, language);
    } else if (const auto* value = value_of(values, piece.text)) {
      filled += piece.forms.empty() ? *value : counted(piece, *value, language);
    } else {
      filled += "«" + piece.text + "»";
    }
  }
  return filled;
}

void collect(const Pieces& pieces, std::vector<std::string>& names) {
  for (const auto& piece : pieces) {
    if (is_placeholder(piece)) names.push_back(piece.text);
    collect(piece.inside, names);
  }
}

bool wrong_count(const Pieces& pieces, std::size_t forms) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return (piece.kind == Piece::Kind::count && piece.forms.size() != forms) ||
           wrong_count(piece.inside, forms);
  });
}

}  // namespace

std::string fill(std::string_view sentence, const Values& values, Language language) {
  return fill_pieces(Parser(sentence).parse(), values, language);
}

std::vector<std::string> placeholders(std::string_view sentence) {
  std::vector<std::string> names;
  collect(Parser(sentence).parse(), names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string malformed(std::string_view sentence, Language language) {
  Parser parser(sentence);
  const auto pieces = parser.parse();
  if (!parser.problem().empty()) return parser.problem();
  if (wrong_count(pieces, forms_of(language))) {
    return "a counted noun needs " + std::to_string(forms_of(language)) + " forms";
  }
  return {};
}

std::size_t plural_form(std::uint64_t number, Language language) {
  if (language == Language::english) return number == 1 ? 0 : 1;
  const auto tens = number % 100, ones = number % 10;
  if (tens >= 11 && tens <= 14) return 2;
  if (ones == 1) return 0;
  return ones >= 2 && ones <= 4 ? 1 : 2;
}

}  // namespace mailtown::reader
