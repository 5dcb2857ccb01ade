#include "mime/charset.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <iconv.h>

#include "mime/ascii.h"
#include "mime/utf8.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

constexpr std::size_t name_bytes_max = 60;

// mime-charset of RFC 2978 §2.3, narrowed: iconv reads a slash as a command of its own.
bool is_charset_name(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_max &&
         std::all_of(name.begin(), name.end(), [](char c) {
           const char low = to_lower(c);
           return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.' || c == ':' || c == '+';
         });
}

// Names for what this machine happens to use; iconv knows them, mail does not.
bool is_local_name(std::string_view name) {
  return same_text(name, "char") || same_text(name, "wchar_t") || same_text(name, "internal");
}

}  // namespace

// Owns an iconv descriptor.
class CharsetDecoder::Conversion {
 public:
  explicit Conversion(iconv_t descriptor) : descriptor_(descriptor) {}
  ~Conversion() { iconv_close(descriptor_); }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  // Appends what `bytes` give, up to a character that is cut off; returns how many were taken.
  std::size_t take(std::string_view bytes, std::string& utf8) {
    char* in = const_cast<char*>(bytes.data());  // iconv's type; it does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
      std::array<char, 4096> room;
      char* out = room.data();
      std::size_t free = room.size();
      const std::size_t result = iconv(descriptor_, &in, &left, &out, &free);
      const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
      utf8.append(room.data(), room.size() - free);
      if (error == EINVAL) break;
      if (error == EILSEQ) {
        append_utf8(utf8, replacement_character);
        ++in;
        --left;
      }
    }
    return bytes.size() - left;
  }

  // Some charsets hold a character back to see whether an accent follows.
  void finish(std::string& utf8) {
    std::array<char, 64> room;
    char* out = room.data();
    std::size_t free = room.size();
    iconv(descriptor_, nullptr, nullptr, &out, &free);
    utf8.append(room.data(), room.size() - free);
  }

 private:
  iconv_t descriptor_;
};

CharsetDecoder::CharsetDecoder() = default;
CharsetDecoder::~CharsetDecoder() = default;
CharsetDecoder::CharsetDecoder(CharsetDecoder&&) noexcept = default;
CharsetDecoder& CharsetDecoder::operator=(CharsetDecoder&&) noexcept = default;

std::optional<CharsetDecoder> CharsetDecoder::make(std::string_view charset) {
  if (!is_charset_name(charset) || is_local_name(charset)) return std::nullopt;
  CharsetDecoder decoder;
  for (const char* name : {"utf-8", "utf8", "us-ascii", "ascii"}) {
    if (same_text(charset, name)) return decoder;
  }
  const iconv_t descriptor = iconv_open("UTF-8", std::string(charset).c_str());
  if (descriptor == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  decoder.conversion_ = std::make_unique<Conversion>(descriptor);
  return decoder;
}

std::size_t CharsetDecoder::take(std::string_view bytes, std::string& utf8) {
  if (conversion_) return conversion_->take(bytes, utf8);
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const Utf8Step step = next_utf8(bytes.substr(taken));
    if (step.is_cut_off) break;
    append_utf8(utf8, step.character);
    taken += step.length;
  }
  return taken;
}

void CharsetDecoder::decode(std::string_view piece, std::string& utf8) {
  // The character begun, and one byte after the other until it is whole: it is short.
  while (!held_.empty() && !piece.empty()) {
    held_ += piece.front();
    piece.remove_prefix(1);
    held_.erase(0, take(held_, utf8));
  }
  held_ += piece.substr(take(piece, utf8));
}

void CharsetDecoder::finish(std::string& utf8) {
  for (std::size_t i = 0; i < held_.size(); ++i) append_utf8(utf8, replacement_character);
  held_.clear();
  if (conversion_) conversion_->finish(utf8);
}

std::optional<std::string> to_utf8(std::string_view charset, std::string_view bytes) {
  auto decoder = CharsetDecoder::make(charset);
  if (!decoder) return std::nullopt;
  std::string utf8;
  decoder->decode(bytes, utf8);
  decoder->finish(utf8);
  return utf8;
}

}  // namespace mailtown::mime
