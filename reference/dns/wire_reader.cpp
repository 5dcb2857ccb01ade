#include "dns/wire_reader.h"

#include <vector>

#include <fmt/format.h>

namespace mailtown::dns {

namespace {

// A name has at most 127 labels; a chain of more pointers than that serves only to burn time.
constexpr int pointer_hops_max = 127;

}  // namespace

void WireReader::fail(std::string why) {
  if (failed()) return;
  error_ = fmt::format("at byte {}: {}", at_, why);
  at_ = end_;
}

bool WireReader::has(std::size_t count) {
  if (failed()) return false;
  if (left() >= count) return true;
  fail(fmt::format("{} bytes expected, {} left", count, left()));
  return false;
}

std::uint8_t WireReader::u8() {
  if (!has(1)) return 0;
  return static_cast<std::uint8_t>(message_[at_++]);
}

std::uint16_t WireReader::u16() {
  if (!has(2)) return 0;
  const unsigned high = u8();
  const unsigned low = u8();
  return static_cast<std::uint16_t>(high << 8 | low);
}

std::uint32_t WireReader::u32() {
  if (!has(4)) return 0;
  const std::uint32_t high = u16();
  const std::uint32_t low = u16();
  return high << 16 | low;
}

std::string_view WireReader::bytes(std::size_t count) {
  if (!has(count)) return {};
  const auto result = message_.substr(at_, count);
  at_ += count;
  return result;
}

std::string WireReader::character_string() {
  const std::size_t length = u8();
  return std::string(bytes(length));
}

std::size_t WireReader::enter(std::size_t count) {
  const std::size_t outer_end = end_;
  if (has(count)) end_ = at_ + count;
  return outer_end;
}

void WireReader::leave(std::size_t outer_end) {
  if (!failed() && !at_end()) fail(fmt::format("{} bytes too many in a record's data", left()));
  end_ = outer_end;
  if (failed()) at_ = end_;
}

Name WireReader::name() {
  std::vector<std::string> labels;
  std::size_t bytes_used = 1;           // the root's zero
  std::size_t part_start = position();  // a pointer must lead to before here
  std::size_t after_first_pointer = 0;
  const std::size_t end = end_;
  for (int hops = 0; !failed();) {
    const std::uint8_t length = u8();
    if (failed() || length == 0) break;
    if (length >= 0xc0) {  // RFC 1035 §4.1.4: two high bits set mark a pointer
      const std::size_t target = (length & 0x3fu) << 8 | u8();
      if (failed()) break;
      if (after_first_pointer == 0) after_first_pointer = at_;
      if (target >= part_start) {
        fail("a compressed name points forward or at itself");
      } else if (++hops > pointer_hops_max) {
        fail("a compressed name takes too many pointers");
      } else {
        at_ = part_start = target;
        end_ = message_.size();
      }
    } else if (length > label_bytes_max) {
      fail("an unknown kind of label");
    } else if ((bytes_used += 1 + length) > name_bytes_max) {
      fail("a name of more than 255 bytes");
    } else {
      labels.emplace_back(bytes(length));
    }
  }
  end_ = end;
  if (failed()) {
    at_ = end_;
    return {};
  }
  if (after_first_pointer != 0) at_ = after_first_pointer;
  return Name::from_labels(labels).value();
}

}  // namespace mailtown::dns
