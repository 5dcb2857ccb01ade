// From the charsets of the mail of all ages to UTF-8. Behind it is the C library's iconv.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown::mime {

// Converts a text that comes in pieces, which end anywhere.
class CharsetDecoder {
 public:
  // Nothing if nobody knows a charset of that name (RFC 2978, any case). "us-ascii" is taken for
  // UTF-8, as many a mail program labels it.
  static std::optional<CharsetDecoder> make(std::string_view charset);
  // From UTF-8: repairs only.
  CharsetDecoder();
  ~CharsetDecoder();
  CharsetDecoder(CharsetDecoder&&) noexcept;
  CharsetDecoder& operator=(CharsetDecoder&&) noexcept;

  // Appends whole characters. A byte that means nothing in the charset becomes U+FFFD.
  void decode(std::string_view piece, std::string& utf8);
  // The text has ended: each byte of a character that is cut off becomes U+FFFD.
  void finish(std::string& utf8);

 private:
  class Conversion;
  std::size_t take(std::string_view bytes, std::string& utf8);

  std::unique_ptr<Conversion> conversion_;  // null: from UTF-8
  std::string held_;                        // the beginning of a character
};

// A text that is all there; nothing for an unknown charset.
std::optional<std::string> to_utf8(std::string_view charset, std::string_view bytes);

}  // namespace mailtown::mime
