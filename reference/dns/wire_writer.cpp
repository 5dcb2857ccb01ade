#include "dns/wire_writer.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailtown::dns {

namespace {

constexpr std::size_t pointer_target_max = 0x3fff;  // 14 bits

}  // namespace

void WireWriter::u8(std::uint8_t value) {
  out_ += static_cast<char>(value);
}

void WireWriter::u16(std::uint16_t value) {
  u8(static_cast<std::uint8_t>(value >> 8));
  u8(static_cast<std::uint8_t>(value));
}

void WireWriter::u32(std::uint32_t value) {
  u16(static_cast<std::uint16_t>(value >> 16));
  u16(static_cast<std::uint16_t>(value));
}

void WireWriter::name(const Name& name) {
  std::string_view rest = name.wire();
  const std::string lower = lower_case(rest);
  std::string_view key = lower;
  while (!rest.empty()) {
    if (const auto earlier = seen_.find(key); earlier != seen_.end()) {
      return u16(static_cast<std::uint16_t>(0xc000 | earlier->second));
    }
    if (size() <= pointer_target_max) seen_.emplace(key, static_cast<std::uint16_t>(size()));
    const std::size_t label = 1 + static_cast<std::uint8_t>(rest[0]);
    bytes(rest.substr(0, label));
    rest.remove_prefix(label);
    key.remove_prefix(label);
  }
  u8(0);
}

void WireWriter::uncompressed_name(const Name& name) {
  bytes(name.wire());
  u8(0);
}

void WireWriter::character_string(std::string_view text) {
  const auto kept = text.substr(0, std::min<std::size_t>(text.size(), 255));  // RFC 1035 §3.3
  u8(static_cast<std::uint8_t>(kept.size()));
  bytes(kept);
}

std::size_t WireWriter::begin_length() {
  u16(0);
  return size();
}

void WireWriter::end_length(std::size_t begin) {
  const std::size_t length = size() - begin;
  out_[begin - 2] = static_cast<char>(length >> 8);
  out_[begin - 1] = static_cast<char>(length);
}

}  // namespace mailtown::dns
