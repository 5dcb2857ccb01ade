#include "mime/utf8.h"

namespace mailtown::mime {

Utf8Step next_utf8(std::string_view bytes) {
  const auto byte = [bytes](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first};
  constexpr Utf8Step broken = {replacement_character, 1, false, false};
  if (first < 0xC2 || first > 0xF4) return broken;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  // The second byte alone tells overlong forms, surrogates and what is beyond Unicode (§4).
  unsigned char low = 0x80, high = 0xBF;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  auto character = static_cast<char32_t>(first & (0x7F >> length));
  for (std::size_t at = 1; at < length; ++at) {
    if (at == bytes.size()) return {replacement_character, 1, false, true};
    if (byte(at) < low || byte(at) > high) return broken;
    character = character << 6 | (byte(at) & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {character, length};
}

void append_utf8(std::string& out, char32_t character) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | character >> 6);
    put(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    put(0xE0 | character >> 12);
    put(0x80 | (character >> 6 & 0x3F));
    put(0x80 | (character & 0x3F));
  } else {
    put(0xF0 | character >> 18);
    put(0x80 | (character >> 12 & 0x3F));
    put(0x80 | (character >> 6 & 0x3F));
    put(0x80 | (character & 0x3F));
  }
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Utf8Step step = next_utf8(bytes);
    if (!step.is_valid) return false;
    bytes.remove_prefix(step.length);
  }
  return true;
}

std::string repaired_utf8(std::string_view bytes) {
  std::string repaired;
  repaired.reserve(bytes.size());
  while (!bytes.empty()) {
    const Utf8Step step = next_utf8(bytes);
    append_utf8(repaired, step.character);
    bytes.remove_prefix(step.length);
  }
  return repaired;
}

}  // namespace mailtown::mime
