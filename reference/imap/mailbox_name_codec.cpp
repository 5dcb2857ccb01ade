#include "imap/mailbox_name_codec.h"

#include <cstdint>
#include <vector>

#include "mailbox/folder_name.h"
#include "mime/utf8.h"

namespace mailtown::imap {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool stands_for_itself(char32_t c) {
  return c >= 0x20 && c <= 0x7e;
}

// The UTF-16 units of one encoded stretch; nothing if a letter is none or bits are left over.
std::optional<std::vector<char32_t>> units_of(std::string_view encoded) {
  std::vector<char32_t> units;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : encoded) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 16) continue;
    count -= 16;
    units.push_back(bits >> count & 0xffff);
    bits &= (1u << count) - 1;
  }
  if (count >= 6 || bits != 0) return std::nullopt;
  return units;
}

// Appends a stretch as UTF-8. False if it is no UTF-16 or holds what needs no encoding.
bool append_stretch(std::string_view encoded, std::string& name) {
  const auto units = units_of(encoded);
  if (!units) return false;
  for (std::size_t i = 0; i < units->size(); ++i) {
    char32_t c = (*units)[i];
    if (c >= 0xdc00 && c < 0xe000) return false;  // the second half of a pair comes first
    if (c >= 0xd800 && c < 0xdc00) {
      if (++i == units->size()) return false;
      const char32_t low = (*units)[i];
      if (low < 0xdc00 || low >= 0xe000) return false;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    if (stands_for_itself(c) || c < 0x20 || c == 0x7f) return false;
    mime::append_utf8(name, c);
  }
  return true;
}

class Stretch {
 public:
  void add(char32_t unit, std::string& wire) {
    if (count_ == 0 && !open_) wire += '&';
    open_ = true;
    bits_ = bits_ << 16 | unit;
    count_ += 16;
    for (; count_ >= 6; count_ -= 6) wire += alphabet[bits_ >> (count_ - 6) & 0x3f];
    bits_ &= (1u << count_) - 1;
  }
  void end(std::string& wire) {
    if (!open_) return;
    if (count_ > 0) wire += alphabet[bits_ << (6 - count_) & 0x3f];
    wire += '-';
    *this = Stretch();
  }

 private:
  bool open_ = false;
  std::uint32_t bits_ = 0;
  int count_ = 0;
};

}  // namespace

std::optional<std::string> decode_utf7(std::string_view wire) {
  std::string name;
  bool after_stretch = false;
  for (std::size_t at = 0; at < wire.size(); ++at) {
    const char c = wire[at];
    if (!stands_for_itself(static_cast<unsigned char>(c))) return std::nullopt;
    if (c != '&') {
      name += c;
      after_stretch = false;
      continue;
    }
    const auto end = wire.find('-', at);
    if (end == wire.npos) return std::nullopt;
    const std::string_view encoded = wire.substr(at + 1, end - at - 1);
    at = end;
    if (encoded.empty()) {
      name += '&';
      after_stretch = false;
      continue;
    }
    if (after_stretch || !append_stretch(encoded, name)) return std::nullopt;
    after_stretch = true;  // two in a row could have been one
  }
  return name;
}

std::string encode_utf7(std::string_view name) {
  std::string wire;
  Stretch stretch;
  while (!name.empty()) {
    const mime::Utf8Step step = mime::next_utf8(name);
    const char32_t c = step.character;
    name.remove_prefix(step.length);
    if (stands_for_itself(c)) {
      stretch.end(wire);
      wire += static_cast<char>(c);
      if (c == '&') wire += '-';
    } else if (c < 0x10000) {
      stretch.add(c, wire);
    } else {
      stretch.add(0xd800 + ((c - 0x10000) >> 10), wire);
      stretch.add(0xdc00 + ((c - 0x10000) & 0x3ff), wire);
    }
  }
  stretch.end(wire);
  return wire;
}

std::string read_mailbox_name(TokenReader& in) {
  const std::string wire = in.astring("a mailbox name");
  if (in.failed()) return {};
  if (wire.size() > mailbox_name_bytes_max) return in.fail("a mailbox name is too long"), "";
  auto name = decode_utf7(wire);
  if (!name) return in.fail("a mailbox name is no modified UTF-7 (RFC 3501 section 5.1.3)"), "";
  return mailbox::canonical_name(*name);
}

// Each byte of the pattern moves a set of places in the name, so that no pattern is exponential.
bool matches_pattern(std::string_view name, std::string_view pattern) {
  std::vector<bool> places(name.size() + 1);
  places[0] = true;
  for (const char p : pattern) {
    const bool wild = p == '*' || p == '%';
    if (!wild) {
      for (std::size_t i = name.size(); i > 0; --i) places[i] = places[i - 1] && name[i - 1] == p;
      places[0] = false;
      continue;
    }
    for (std::size_t i = 1; i <= name.size(); ++i) {
      const bool passes = p == '*' || name[i - 1] != mailbox::hierarchy_separator;
      places[i] = places[i] || (places[i - 1] && passes);
    }
  }
  return places[name.size()];
}

}  // namespace mailtown::imap
