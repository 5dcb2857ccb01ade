// WireReader: reads numbers, names and bytes off a DNS message, never past its end.
//
// The first failure sticks: all later reads give zeros and empty values, so that a parser reads a
// whole structure and asks failed() once. Every read costs time proportional to what it gives;
// compressed names are bounded as below.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dns/name.h"

namespace mailtown::dns {

class WireReader {
 public:
  explicit WireReader(std::string_view message) : message_(message), end_(message.size()) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::string_view bytes(std::size_t count);
  // A name, compressed or not (RFC 1035 §4.1.4). A pointer must lead to before the part of the name
  // that it ends, so that no chain can loop or lead forward.
  Name name();
  std::string character_string();  // RFC 1035 §3.3

  std::size_t position() const { return at_; }
  std::size_t left() const { return end_ - at_; }
  bool at_end() const { return at_ == end_; }

  // Narrows reading to the next `count` bytes (an RDATA); returns where reading ended before, for
  // leave(). Names inside may still point anywhere before in the message.
  std::size_t enter(std::size_t count);
  void leave(std::size_t outer_end);

  void fail(std::string why);
  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }  // "at byte 12: a name points forward"

 private:
  bool has(std::size_t count);

  std::string_view message_;
  std::size_t at_ = 0;
  std::size_t end_;
  std::string error_;
};

}  // namespace mailtown::dns
