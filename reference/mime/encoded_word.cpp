#include "mime/encoded_word.h"

#include <optional>

#include "mime/ascii.h"
#include "mime/charset.h"
#include "mime/transfer_decoder.h"
#include "mime/utf8.h"
#include "sasl/base64.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

struct EncodedWord {
  std::string charset;
  std::string bytes;     // decoded, in that charset
  std::size_t size = 0;  // of the whole word in the text
};

std::optional<std::string> decode_q(std::string_view text) {  // RFC 2047 §4.2
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i] == '_' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) {
      return std::nullopt;
    }
    bytes += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
    i += 2;
  }
  return bytes;
}

std::optional<std::string> decode_b(std::string_view text) {  // RFC 2047 §4.1
  const auto is_digit = [](char c) {
    return (to_lower(c) >= 'a' && to_lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
  };
  std::string_view digits = text;
  while (digits.ends_with('=')) digits.remove_suffix(1);  // padding, which many forget
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  return decode_transfer("base64", digits);
}

// The encoded word that `text` begins with: "=?charset*language?Q?text?=" (RFC 2047 §2, RFC 2231
// §5).
std::optional<EncodedWord> parse_encoded_word(std::string_view text) {
  constexpr std::string_view ends = "? \t\r\n";
  const std::size_t charset_end = text.find_first_of(ends, 2);
  if (charset_end == std::string_view::npos || text.size() < charset_end + 5) return std::nullopt;
  if (text[charset_end] != '?' || text[charset_end + 2] != '?') return std::nullopt;
  const char encoding = to_lower(text[charset_end + 1]);
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find_first_of(ends, begin);
  if (end == std::string_view::npos || text.substr(end, 2) != "?=") return std::nullopt;

  EncodedWord word;
  word.size = end + 2;
  const std::string_view charset = text.substr(2, charset_end - 2);
  word.charset = lower_case(charset.substr(0, charset.find('*')));
  std::optional<std::string> bytes;
  if (encoding == 'q') bytes = decode_q(text.substr(begin, end - begin));
  if (encoding == 'b') bytes = decode_b(text.substr(begin, end - begin));
  if (!bytes || !CharsetDecoder::make(word.charset)) return std::nullopt;
  word.bytes = std::move(*bytes);
  return word;
}

// Nobody wants a line end or a terminal's escape sequence out of a subject.
void append_printable(std::string& out, std::string_view utf8) {
  for (const char c : utf8) {
    const bool is_control = (c >= 0 && c < ' ') || c == '\x7f';
    out += is_control ? ' ' : c;
  }
}

class WordDecoder {
 public:
  explicit WordDecoder(std::string_view text) : text_(text) {}

  std::string run() {
    while (!text_.empty()) {
      const std::size_t begin = text_.find("=?");
      take_plain(text_.substr(0, begin));
      text_.remove_prefix(begin == std::string_view::npos ? text_.size() : begin);
      if (text_.empty()) break;
      if (auto word = parse_encoded_word(text_)) {
        text_.remove_prefix(word->size);
        take_word(std::move(*word));
      } else {
        take_plain(text_.substr(0, 2));
        text_.remove_prefix(2);
      }
    }
    end_words();
    return std::move(out_);
  }

 private:
  void take_plain(std::string_view text) {
    if (text.empty()) return;
    if (words_ && trimmed(text).empty()) {  // if another word follows, it never was
      gap_ += text;
      return;
    }
    end_words();
    append_printable(out_, repaired_utf8(text));
  }

  void take_word(EncodedWord word) {
    gap_.clear();
    if (words_ && words_->charset == word.charset) {
      words_->bytes += word.bytes;  // perhaps the other half of a character
      return;
    }
    end_words();
    words_ = std::move(word);
  }

  void end_words() {
    if (words_) append_printable(out_, *to_utf8(words_->charset, words_->bytes));
    words_.reset();
    append_printable(out_, gap_);
    gap_.clear();
  }

  std::string_view text_;             // what is left
  std::optional<EncodedWord> words_;  // adjacent words of one charset
  std::string gap_;                   // blanks behind them
  std::string out_;
};

constexpr std::size_t word_text_max = 42;  // bytes: 56 digits of base64, 68 with what is around

}  // namespace

std::string decode_words(std::string_view text) {
  return WordDecoder(text).run();
}

std::string encode_words(std::string_view utf8) {
  const bool is_plain = std::all_of(utf8.begin(), utf8.end(),
                                    [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
  if (is_plain && utf8.find("=?") == std::string_view::npos) return std::string(utf8);
  std::string encoded, bytes;
  const auto end_word = [&] {
    if (!encoded.empty()) encoded += "\r\n ";
    encoded += "=?UTF-8?B?" + sasl::to_base64(bytes) + "?=";
    bytes.clear();
  };
  while (!utf8.empty()) {
    const std::size_t length = next_utf8(utf8).length;  // no character is cut in two (§5)
    if (bytes.size() + length > word_text_max) end_word();
    bytes += utf8.substr(0, length);
    utf8.remove_prefix(length);
  }
  if (!bytes.empty()) end_word();
  return encoded;
}

}  // namespace mailtown::mime
