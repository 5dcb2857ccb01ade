// WireWriter: appends numbers, bytes and names to a DNS message, compressing names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dns/name.h"

namespace mailtown::dns {

class WireWriter {
 public:
  void u8(std::uint8_t value);
  void u16(std::uint16_t value);
  void u32(std::uint32_t value);
  void bytes(std::string_view bytes) { out_ += bytes; }
  // With a pointer to where the name, or the end of it, stands already (RFC 1035 §4.1.4).
  void name(const Name& name);
  // In full, for data whose readers may not know that it holds a name (RFC 3597 §4).
  void uncompressed_name(const Name& name);
  // At most 255 bytes; the rest is cut.
  void character_string(std::string_view text);

  // Leaves room for a 16-bit length; end_length() fills in how many bytes followed.
  std::size_t begin_length();
  void end_length(std::size_t begin);

  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::map<std::string, std::uint16_t, std::less<>>
      seen_;  // a name's wire form, lower case -> offset
};

}  // namespace mailtown::dns
