// The file format pcapng (draft-ietf-opsawg-pcapng): blocks of one section, little-endian.
//
// A section header, then interfaces, names and packets. Bytes depend on nothing but what is
// written: no clock, no machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/endpoint.h"

namespace mailtown::capture {

class PcapngFile {
 public:
  // `program` is what made the file, `comment` what it is about.
  PcapngFile(std::string_view program, std::string_view comment);

  // An Ethernet interface whose packets bear times in microseconds; returns its number.
  std::uint32_t add_interface(std::string_view name, std::string_view description);

  struct HostName {
    IpAddress address;
    std::string name;
  };
  void add_names(const std::vector<HostName>& names);

  // A packet that left by an interface, `time_us` after 1970.
  void add_packet(std::uint32_t interface, std::uint64_t time_us, std::string_view frame,
                  const std::vector<std::string>& comments);

  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  std::uint32_t interfaces_ = 0;
};

}  // namespace mailtown::capture
